"""Talks to a kernel over the real protocol with jupyter_client, for session.ts. A line of JSON in, a line of JSON out:
{"requests": [{"code", "stop_on_error"}...], "interrupt": true} sends all requests at once and answers, for each, its
execute_reply and its iopub messages, interrupting the kernel every half second until they are all done; {"close": true}
shuts the kernel down and answers whether its process is gone.
"""

import json
import os
import sys
from queue import Empty

from jupyter_client.manager import KernelManager

protocol = os.fdopen(os.dup(1), "w")
os.dup2(2, 1)


def answer(**content):
    protocol.write(json.dumps(content) + "\n")
    protocol.flush()


manager = KernelManager(kernel_name="tslab")
manager.start_kernel(cwd=os.getcwd())
client = manager.client()
client.start_channels()
client.wait_for_ready(timeout=60)
answer(ready=True, info=client.kernel_info(reply=True, timeout=60)["content"])

for line in sys.stdin:
    order = json.loads(line)
    if order.get("close"):
        client.stop_channels()
        manager.shutdown_kernel()
        answer(alive=manager.is_alive())
        break
    ids = [
        client.execute(request["code"], stop_on_error=request.get("stop_on_error", True), store_history=True)
        for request in order["requests"]
    ]
    results = {id: {"reply": None, "messages": [], "states": []} for id in ids}
    late, waiting = [], set(ids)
    while waiting:
        try:
            message = client.get_iopub_msg(timeout=0.5 if order.get("interrupt") else 60)
        except Empty:
            if not order.get("interrupt"):
                raise
            manager.interrupt_kernel()
            continue
        kind, content, parent = message["msg_type"], message["content"], message["parent_header"].get("msg_id")
        if parent not in results:
            if kind != "status":
                late.append({"type": kind, "content": content})
        elif kind == "status":
            results[parent]["states"].append(content["execution_state"])
            if content["execution_state"] == "idle":
                waiting.discard(parent)
        else:
            results[parent]["messages"].append({"type": kind, "content": content})
    waiting = set(ids)
    while waiting:
        message = client.get_shell_msg(timeout=60)
        parent = message["parent_header"].get("msg_id")
        if parent in waiting:
            waiting.discard(parent)
            results[parent]["reply"] = message["content"]
    answer(results=[results[id] for id in ids], late=late)
