"""Build sites, serve them on this machine, and open them in Chromium, which reaches nothing else."""

import functools
import http.server
import os
import sys
import threading
from pathlib import Path

import pytest
from notebook_page import NotebookPage
from programs import run_autograder

BUILDER = str(Path(sys.executable).with_name("jupyter-lite"))


@pytest.fixture(scope="session")
def build_site(pyodide):
    """Build the site of a course into a folder, with Pyodide's files."""

    def build(output, *options):
        run_autograder("site", *options, "--pyodide", pyodide, "--jupyter-lite", BUILDER, "--output", output)

    return build


@pytest.fixture(scope="session")
def pyodide():
    """The folder with Pyodide's files."""
    folder = os.environ.get("PYODIDE", "")
    if not folder:
        pytest.exit("Name a folder with the files of Pyodide: make browser PYODIDE=DIR (docs/operators.md)", 2)
    return Path(folder).resolve()


class QuietHandler(http.server.SimpleHTTPRequestHandler):
    """Serves files and prints nothing."""

    def log_message(self, *arguments):
        pass


@pytest.fixture(scope="session")
def serve():
    """Serve a folder on this machine. Returns its address."""
    servers = []

    def start(folder):
        handler = functools.partial(QuietHandler, directory=folder)
        servers.append(http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler))
        threading.Thread(target=servers[-1].serve_forever, daemon=True).start()
        return f"http://127.0.0.1:{servers[-1].server_port}/"

    yield start
    for server in servers:
        server.shutdown()
        server.server_close()


@pytest.fixture(scope="session")
def site(tmp_path_factory, build_site, serve):
    """The address of the course's site. It is in a folder of its server, as on GitHub Pages."""
    root = tmp_path_factory.mktemp("server")
    build_site(root / "course")
    return serve(root) + "course/"


@pytest.fixture
def open_notebook(chromium):
    """Open a notebook of a site: a NotebookPage. At the end, nothing but this machine must have been asked."""
    contexts, strangers = [], []

    def note(request):
        if not request.url.startswith(("http://127.0.0.1:", "data:", "blob:")):
            strangers.append(request.url)

    def start(site, path, **options):
        context = chromium.new_context(viewport={"width": 1400, "height": 900}, **options)
        context.on("request", note)
        contexts.append(context)
        return NotebookPage(context.new_page(), f"{site}notebooks/index.html?path={path}")

    yield start
    for context in contexts:
        context.close()
    assert strangers == []
