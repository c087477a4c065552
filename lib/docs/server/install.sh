#!/usr/bin/env bash
# Installs the library, the kernel and nbgrader for every account of a server. Run it as root in the student kit:
#   bash lib/docs/server/install.sh JUPYTER [EXCHANGE]
# JUPYTER is the Python environment of the users' servers; on The Littlest JupyterHub it is /opt/tljh/user.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../../.."

jupyter=${1:?Usage: bash lib/docs/server/install.sh JUPYTER [EXCHANGE]}
exchange=${2:-/srv/nbgrader/exchange}
if [ ! -x "$jupyter/bin/python" ]; then
  echo "$jupyter is not a Python environment: bin/python is missing." >&2
  exit 1
fi
export PATH="$jupyter/bin:$PATH" # conda's Node, if there is one
if [ "$(node -p 'process.features.require_module === true' 2>/dev/null)" != true ]; then
  echo "Node 20.19 or newer is needed (got $(node --version 2>/dev/null || echo none)). On The Littlest JupyterHub:" >&2
  echo "  sudo /opt/tljh/user/bin/conda install -y -c conda-forge nodejs=22" >&2
  exit 1
fi

npm ci --omit=dev --no-audit --no-fund --loglevel=error
npm run --silent build
"$jupyter/bin/python" -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.txt
node lib/kit/cli/anycast.mjs kernel install --prefix "$jupyter"

# Where students fetch and submit. Every account can write there; nbgrader hides submissions from other students.
install -d -m 0777 "$exchange"
install -d "$jupyter/etc/jupyter"
printf 'c = get_config()\nc.Exchange.root = "%s"\n' "$exchange" > "$jupyter/etc/jupyter/nbgrader_config.py"
chmod -R a+rX .
