"""Executes a notebook with nbclient, for execute.ts, which starts it.

In: one line of JSON on stdin {notebook, cwd, timeout, startup, allow_errors, temporary}; the pipe stays open, and when it
closes the caller is gone: the kernel is ended and so is this process. Out: one JSON object a line on stdout, "cell" for each
code cell begun and ended, then "done" with the notebook or "error". Whatever else a process writes goes to stderr.
"""

import asyncio
import json
import os
import random
import shutil
import socket
import sys
import threading

# The kernel inherits our stdout; the protocol keeps it to itself.
protocol = os.fdopen(os.dup(1), "w", encoding="utf-8", newline="\n")
os.dup2(2, 1)


def say(event, **content):
    try:
        protocol.write(json.dumps({"event": event, **content}, ensure_ascii=True) + "\n")
        protocol.flush()
    except OSError:
        pass  # the caller is gone; the kernel is still to be ended


temporary = None  # the folder that the caller made for this run; removed here too, since the caller may be gone


def leave():
    if temporary is not None:  # None until the request is read
        shutil.rmtree(temporary, ignore_errors=True)
    os._exit(0)  # threads of zmq and our own must not keep the process


def fail(failure, message, **content):
    say("error", failure=failure, message=message, **content)
    leave()


def joined(outputs):
    """Pieces of a stream that follow each other as one. (nbclient's coalesce_streams moves text past the figures between.)"""
    found = []
    for output in outputs:
        last = found[-1] if found else None
        if last and output.output_type == "stream" == last.output_type and output.name == last.name:
            last.text += output.text
        else:
            found.append(output)
    return found


try:
    import nbformat
    from jupyter_client.kernelspec import NoSuchKernel
    from nbclient import NotebookClient
    from nbclient.exceptions import CellExecutionError, CellTimeoutError, DeadKernelError
except ImportError as missing:
    fail("jupyter", f"{sys.executable} has no {missing.name}")


def free_ports(count):
    """Ports for the kernel, outside the range that systems hand out themselves (32768-60999 on Linux, 49152- elsewhere).

    Jupyter asks the system for a free port, closes it, and the kernel binds it a second later. On a busy machine somebody
    else has it by then, and plain tslab stays there, deaf.
    """
    held = []
    while len(held) < count:
        tried = socket.socket()
        try:
            tried.bind(("127.0.0.1", random.randrange(20000, 32768)))
            held.append(tried)
        except OSError:
            tried.close()
    ports = [each.getsockname()[1] for each in held]
    for each in held:
        each.close()
    return ports


def stderr_of(cell):
    return "".join(o.text for o in cell.get("outputs", []) if o.output_type == "stream" and o.name == "stderr")


def main():
    global temporary
    request = json.loads(sys.stdin.readline())
    temporary = request["temporary"]
    try:
        notebook = nbformat.reads(json.dumps(request["notebook"]), as_version=4)  # also joins lines kept as lists
        nbformat.validate(notebook)
    except Exception as error:
        fail("notebook", str(error).splitlines()[0])
    running = {"cell": None, "number": 0, "stopped": False}
    of = sum(cell.cell_type == "code" for cell in notebook.cells)
    for cell in notebook.cells:
        if cell.cell_type == "code":
            cell.outputs, cell.execution_count = [], None

    def begun(cell, cell_index):
        if cell.cell_type == "code":
            running["cell"], running["number"] = cell, running["number"] + 1
            say("cell", state="begun", id=cell.get("id"), number=running["number"], of=of)

    def ended(cell, cell_index, execute_reply):
        # tslab without the launcher answers "abort" where it skipped a cell: that cell did not run.
        if execute_reply["content"]["status"] in ("abort", "aborted"):
            raise CellExecutionError("", "Aborted", "the kernel skipped this cell after an earlier one failed")
        say("cell", state="ended", id=cell.get("id"), number=running["number"], of=of)

    client = NotebookClient(
        notebook,
        timeout=request["timeout"],
        startup_timeout=request["startup"],
        allow_errors=request["allow_errors"],
        record_timing=False,
        kernel_name=notebook.metadata.get("kernelspec", {}).get("name", "tslab"),
        resources={"metadata": {"path": request["cwd"]}},
        on_cell_start=begun,
        on_cell_executed=ended,
        shutdown_kernel="immediate",
    )

    async def execute():
        loop, task = asyncio.get_running_loop(), asyncio.current_task()

        def stop_when_caller_is_gone():
            sys.stdin.read()
            running["stopped"] = True
            loop.call_soon_threadsafe(task.cancel)

        threading.Thread(target=stop_when_caller_is_gone, daemon=True).start()
        manager = client.create_kernel_manager()
        manager.cache_ports = False  # ours are kept
        manager.connection_file = os.path.join(temporary, "connection.json")
        names = ("shell_port", "iopub_port", "stdin_port", "hb_port", "control_port")
        for name, port in zip(names, free_ports(len(names))):
            setattr(manager, name, port)
        try:
            await client.async_execute()  # it ends the kernel, on SIGTERM and SIGINT too
        finally:
            if client.km is not None and client.km.has_kernel:  # stopped while the kernel was starting
                await client.km.shutdown_kernel(now=True)

    def where():
        return {"cell": (running["cell"] or {}).get("id"), "number": running["number"]}

    try:
        asyncio.run(execute())
    except asyncio.CancelledError:
        fail("stopped", "execution was stopped", **where())
    except CellTimeoutError:
        fail("timeout", f"the cell ran longer than {request['timeout']} s", **where())
    except CellExecutionError as error:
        written = [o for o in running["cell"].get("outputs", []) if o.output_type == "error"]
        traceback = written[-1].traceback if written else stderr_of(running["cell"]).splitlines()
        fail("cell", error.evalue, ename=error.ename, evalue=error.evalue, traceback=traceback, **where())
    except DeadKernelError:
        fail("stopped" if running["stopped"] else "died", "the kernel ended", **where())
    except NoSuchKernel as error:
        fail("kernel", f"Jupyter knows no kernel named {error.name}")
    except RuntimeError as error:
        fail("kernel" if running["number"] == 0 else "died", str(error), **where())
    except Exception as error:
        fail("kernel", f"{type(error).__name__}: {error}", **where())
    for cell in notebook.cells:
        if cell.cell_type == "code":
            cell.outputs = joined(cell.outputs)
    say("done", notebook=notebook)


main()
leave()
