"""A notebook that JupyterLab or Notebook 7 has opened, run and saved is graded like the file before."""

import shutil
import socket
import subprocess
import time
import urllib.request

import pytest
from conftest import AUTOGRADER, REPOSITORY, grade
from notebook_page import NotebookPage

EXERCISE = "sparse_interactions"
PAGES = {"jupyterlab": "lab/tree/{}", "notebook": "notebooks/{}"}  # in the environment of the autograder
OPTIONS = ["--no-browser", "--allow-root", "--ServerApp.token=", "--ServerApp.password=", "--ServerApp.port_retries=0"]


@pytest.fixture
def jupyter(tmp_path):
    """A Jupyter server on a folder: the folder, and its address."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [AUTOGRADER[0], "-m", "jupyterlab", *OPTIONS, f"--ServerApp.port={port}"]
    log = (tmp_path / "server.log").open("w")
    server = subprocess.Popen(command, cwd=tmp_path, stdout=log, stderr=log)
    address = f"http://127.0.0.1:{port}/"
    for _ in range(300):
        try:
            urllib.request.urlopen(f"{address}api", timeout=1).close()
            break
        except OSError:
            time.sleep(0.2)
    yield tmp_path, address
    server.terminate()
    server.wait(20)
    log.close()


@pytest.mark.parametrize("program", PAGES)
def test_a_saved_notebook_is_graded_like_the_original(jupyter, chromium, program):
    """The scores are the same, although the file is not: it has outputs, and metadata of the program."""
    folder, address = jupyter
    path, original = folder / f"{EXERCISE}.ipynb", folder / "original" / f"{EXERCISE}.ipynb"
    original.parent.mkdir()
    shutil.copy(REPOSITORY / "assignments" / EXERCISE / path.name, path)
    text = path.read_text()
    answer = "return [1 + sum(kernel - 1 for kernel in kernel_sizes)][0]"
    path.write_text(text.replace(r"raise NotImplementedError(\"receptive_field\")", answer))
    assert path.read_text() != text
    shutil.copy(path, original)

    context = chromium.new_context(viewport={"width": 1400, "height": 900})
    page = context.new_page()
    notebook = NotebookPage(page, address + PAGES[program].format(path.name), kernel="Python 3 (ipykernel)")
    notebook.run_all()
    notebook.save()
    context.close()
    assert path.read_text() != original.read_text()
    assert grade(path) == grade(original)
