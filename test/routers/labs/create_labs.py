"""Runs `netlab create` in folders, each in a process of its own, forked from one that has made the first lab and so has netlab and its
templates in memory. Arguments: folders. Prints a line of JSON for each: what netlab said if it failed, or null."""
import gc, json, os, sys, tempfile
import netsim.cli
import netsim.cli.create

folders = sys.argv[1:]
AT_ONCE = 2
logs, running, codes = {}, {}, {}


def create(folder, log):
    os.dup2(log.fileno(), 1)
    os.dup2(log.fileno(), 2)
    os.chdir(folder)
    sys.argv = ["netlab", "create", "topology.yml"]
    netsim.cli.main()


def wait_for_one():
    pid, status = os.wait()
    codes[running.pop(pid)] = os.waitstatus_to_exitcode(status)


out, err = os.dup(1), os.dup(2)
gc.disable()
try:
    create(folders[0], tempfile.TemporaryFile("w+"))
except SystemExit:
    pass
os.dup2(out, 1)
os.dup2(err, 2)
for folder in folders:
    if len(running) == AT_ONCE:
        wait_for_one()
    log = tempfile.TemporaryFile("w+")
    logs[folder] = log
    pid = os.fork()
    if pid == 0:
        create(folder, log)
        os._exit(0)
    running[pid] = folder
while running:
    wait_for_one()
for folder in folders:
    logs[folder].seek(0)
    print(json.dumps(None if codes[folder] == 0 else logs[folder].read()[-3000:] or f"exit code {codes[folder]}"))
