"""Starts a kernel as a Jupyter server does (IOLoopKernelManager, which starts one again that ended early); a port of its
connection file is taken meanwhile. Prints how often it was restarted, and whether it answers on another port.
"""

import asyncio
import json
import socket
import sys

from jupyter_client.ioloop import AsyncIOLoopKernelManager


class Robbed(AsyncIOLoopKernelManager):
    """Another program takes the shell port after Jupyter has chosen it and before the kernel has started."""

    taken = None

    async def _async_launch_kernel(self, kernel_cmd, **kw):
        if self.taken is None:
            self.taken = socket.socket()
            self.taken.bind(("127.0.0.1", self.shell_port))
            self.taken.listen()
        await super()._async_launch_kernel(kernel_cmd, **kw)


async def main():
    keeps = sys.argv[1] == "keeps"  # Jupyter as installed keeps the ports it chose for a kernel, also when it restarts it
    manager = Robbed(kernel_name="tslab", autorestart=True, cache_ports=keeps)
    restarts = []

    def restarted():
        restarts.append(1)
        if keeps:
            manager.taken.close()  # the other program has ended

    await manager.start_kernel()
    port = manager.shell_port
    manager.add_restart_callback(restarted, "restart")
    for _ in range(300):
        await asyncio.sleep(0.1)
        if restarts:
            break
    client = manager.client()
    client.start_channels()
    await client.wait_for_ready(timeout=60)
    print(json.dumps({"restarts": len(restarts), "same": manager.shell_port == port}))
    client.stop_channels()
    await manager.shutdown_kernel(now=True)


asyncio.run(main())
sys.stdout.flush()
