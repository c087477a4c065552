"""What a browser does at JupyterHub for one account: it signs in, starts the server, and sends the requests that JupyterLab sends.

Arguments: the hub's address, account, password. On standard input: a list of steps as JSON; on standard output: their results.
"""

import json
import sys
import time
import uuid

import requests
import websocket

hub, account, password = sys.argv[1:4]
browser = requests.Session()


def must(answer):
    if not answer.ok:
        raise SystemExit(f"{answer.request.method} {answer.url}: {answer.status_code} {answer.text[:500]}")
    return answer


def sign_in():
    must(browser.get(f"{hub}/hub/login"))
    form = {"username": account, "password": password, "_xsrf": browser.cookies.get("_xsrf")}
    page = must(browser.post(f"{hub}/hub/login", data=form, allow_redirects=False))
    if "location" not in page.headers:
        raise SystemExit(f"{account} could not sign in")
    # A token in place of the cookies of the many pages that a browser would load.
    asked = browser.post(
        f"{hub}/hub/api/users/{account}/tokens",
        headers={"X-XSRFToken": next(c.value for c in browser.cookies if c.name == "_xsrf"), "Referer": f"{hub}/hub/home"},
        json={},
    )
    return {"Authorization": f"token {must(asked).json()['token']}"}


token = sign_in()


def is_ready():
    state = must(requests.get(f"{hub}/hub/api/users/{account}", headers=token)).json()
    return state.get("servers", {}).get("", {}).get("ready", False)


def start_server():
    if not is_ready():
        must(requests.post(f"{hub}/hub/api/users/{account}/server", headers=token))
    for _ in range(240):
        if is_ready():
            return f"{hub}/user/{account}"
        time.sleep(0.5)
    raise SystemExit(f"the server of {account} did not start")


server = start_server()


def assignments(action, step):
    words = {"course_id": step["course"], "assignment_id": step["assignment"]}
    address = f"{server}/assignments" + (f"/{action}" if action else "")
    if action is None:
        return must(requests.get(address, headers=token, params=words)).json()
    return must(requests.post(address, headers=token, data=words)).json()


def run(step):
    """Runs cells in a kernel of the hub, as JupyterLab does, and gives what each printed and its error."""
    kernel = must(requests.post(f"{server}/api/kernels", headers=token, json={"name": "tslab"})).json()["id"]
    address = f"{server}/api/kernels/{kernel}/channels".replace("http", "ws", 1)
    channel = websocket.create_connection(address, header=[f"Authorization: {token['Authorization']}"], timeout=120)
    results = []
    for code in step["cells"]:
        header = {"msg_id": uuid.uuid4().hex, "msg_type": "execute_request", "session": "s", "username": "", "version": "5.3"}
        content = {"code": code, "silent": False, "store_history": True, "user_expressions": {}, "allow_stdin": False}
        message = {"header": header, "parent_header": {}, "metadata": {}, "content": content, "channel": "shell", "buffers": []}
        channel.send(json.dumps(message))
        result = {"text": "", "error": None}
        while True:
            got = json.loads(channel.recv())
            if got["parent_header"].get("msg_id") != header["msg_id"]:
                continue
            kind, said = got["msg_type"], got["content"]
            if kind == "stream":
                result["text"] += said["text"]
            elif kind == "error":
                result["error"] = said["evalue"]
            elif kind in ("display_data", "execute_result"):
                result["text"] += said["data"].get("text/plain", "")
            elif kind == "status" and said["execution_state"] == "idle":
                break
        results.append(result)
    channel.close()
    must(requests.delete(f"{server}/api/kernels/{kernel}", headers=token))
    return results


def contents(path):
    return f"{server}/api/contents/{requests.utils.quote(path)}"


does = {
    "list": lambda step: assignments(None, step),
    "fetch": lambda step: assignments("fetch", step),
    "submit": lambda step: assignments("submit", step),
    "fetch_feedback": lambda step: assignments("fetch_feedback", step),
    "read": lambda step: must(requests.get(contents(step["path"]), headers=token)).json()["content"],
    "write": lambda step: must(
        requests.put(contents(step["path"]), headers=token, json={"type": "notebook", "content": step["content"]})
    ).json()["path"],
    "run": run,
}
print(json.dumps([does[step["do"]](step) for step in json.load(sys.stdin)]))
