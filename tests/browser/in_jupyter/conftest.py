"""Start JupyterLab in a folder, as `make lab` does, and open its pages in Chromium."""

import contextlib
import json
import os
import secrets
import subprocess
import time

import pytest
from notebook_page import NotebookPage
from programs import PYTHON

OPTIONS = ["--no-browser", "--allow-root", "--ServerApp.ip=127.0.0.1", "--ServerApp.port=0"]
KERNEL = "Python 3 (ipykernel)"
STARTS_WITHIN = 120  # seconds, on a machine with other work
NO_NEWS = {"fetchNews": "false"}  # JupyterLab asks no network and no person
THIS_MACHINE = ("http://127.0.0.1:", "data:", "blob:", "file:", "about:")
NOT_OURS = (
    "MathJax is not defined",  # nbgrader's page of a submission loads it from the network
    "Cannot read properties of undefined (reading 'schema')",  # Notebook 7, with JupyterLab's settings of themes
)


def _settings(folder, theme):
    """A folder with JupyterLab's settings, in place of those of the person who runs the tests."""
    for name, settings in {"notification": NO_NEWS, "themes": {"theme": theme}}.items():
        path = folder / "lab/user-settings/@jupyterlab/apputils-extension" / f"{name}.jupyterlab-settings"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(json.dumps(settings))
    return folder


@contextlib.contextmanager
def jupyter_lab(folder, own, theme):
    """A Jupyter server on a folder, with a folder of its own for settings and logs. Gives its address and its token."""
    token, log = secrets.token_hex(16), own / "server.log"
    environment = os.environ | {"JUPYTER_CONFIG_DIR": _settings(own / "config", theme), "JUPYTER_RUNTIME_DIR": own}
    command = [PYTHON, "-m", "jupyterlab", *OPTIONS, f"--IdentityProvider.token={token}"]
    with log.open("w") as output:
        server = subprocess.Popen(command, cwd=folder, env=environment, stdout=output, stderr=output)
    try:
        info, end = own / f"jpserver-{server.pid}.json", time.monotonic() + STARTS_WITHIN
        while not info.exists() or not info.read_text():
            assert server.poll() is None and time.monotonic() < end, log.read_text()
            time.sleep(0.1)
        yield f"http://127.0.0.1:{json.loads(info.read_text())['port']}/", token
    finally:
        server.terminate()  # and with it, its kernels
        try:
            server.wait(30)
        except subprocess.TimeoutExpired:
            server.kill()
            server.wait()


class Browser:
    """A person's browser, which is logged in to a Jupyter server and reaches nothing but this machine."""

    def __init__(self, context, address, token):
        self.context, self.address, self.errors = context, address, []
        context.route(lambda url: not url.startswith(THIS_MACHINE), lambda route: route.abort())
        context.on("console", self._note)
        context.on("weberror", lambda error: self._add(str(error.error)))
        page = context.new_page()
        page.goto(f"{address}lab?token={token}")
        page.close()

    def _note(self, message):
        if message.type == "error" and message.location.get("url", "").startswith(THIS_MACHINE):
            self._add(f"{message.text} {message.location['url']}")

    def _add(self, error):
        if not any(known in error for known in NOT_OURS):
            self.errors.append(error)

    def open(self, path=""):
        """Open a page of the server, by its path, or any page, by its whole address."""
        page = self.context.new_page()
        page.set_default_timeout(60_000)
        page.goto(path if "://" in path else self.address + path)
        return page

    def open_notebook(self, path, program="lab/tree/"):
        """Open a notebook in JupyterLab, or in another program of the server: a NotebookPage."""
        return NotebookPage(self.context.new_page(), self.address + program + str(path), kernel=KERNEL)


@pytest.fixture
def open_browser(chromium, tmp_path):
    """Start JupyterLab in a folder and open a Browser. At the end, the browser must have seen no error."""
    with contextlib.ExitStack() as opened:

        def start(folder, theme="JupyterLab Light", width=1400):
            own = tmp_path / "jupyter"
            own.mkdir()
            address, token = opened.enter_context(jupyter_lab(folder, own, theme))
            context = chromium.new_context(viewport={"width": width, "height": 900})
            opened.callback(context.close)
            browsers.append(Browser(context, address, token))
            return browsers[-1]

        browsers = []
        yield start
    assert [error for browser in browsers for error in browser.errors] == []
