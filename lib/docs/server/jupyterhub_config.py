# JupyterHub for the accounts of one machine, with JupyterLab for each. Start it as root:
#   /opt/jupyter/bin/jupyterhub -f lib/docs/server/jupyterhub_config.py
import sys
from pathlib import Path

c = get_config()  # noqa: F821

c.JupyterHub.bind_url = "http://127.0.0.1:8000"  # put a web server with TLS in front of it
c.Authenticator.allow_all = True  # every account that can sign in to this machine (PAM)
c.Spawner.default_url = "/lab"
c.Spawner.cmd = [str(Path(sys.prefix) / "bin" / "jupyterhub-singleuser")]
c.Spawner.environment = {"PATH": f"{sys.prefix}/bin:/usr/local/bin:/usr/bin:/bin"}
