"""Run a program in a process of its own that is the copy of one which has imported what programs need.

These imports take a second and more. Tests that are about the imports or the start of a program start Python itself.
"""

import importlib
import multiprocessing
import os
import subprocess
import sys
import tempfile
from pathlib import Path

SECONDS = 240
NBGRADER, PYTEST = "nbgrader.apps.nbgraderapp", "pytest"  # modules with a function `main`
_COPIES = multiprocessing.get_context("forkserver")
_COPIES.set_forkserver_preload([NBGRADER, PYTEST, "autograder.gradebook.exporter", "autograder.grading.hidden_tests"])


def run_program(module, folder, *arguments):
    """What a module's `main` with these arguments leaves, called in a folder: exit code, stdout and stderr."""
    with tempfile.TemporaryDirectory() as outputs:
        files = [Path(outputs, name) for name in ("stdout", "stderr")]
        arguments = [module, *map(str, arguments)]
        process = _COPIES.Process(target=_run, args=(str(folder), arguments, *map(str, files)))
        process.start()
        process.join(SECONDS)
        if process.exitcode is None:
            process.kill()
            raise subprocess.TimeoutExpired(arguments, SECONDS)
        texts = [path.read_text(encoding="utf-8") for path in files]
        return subprocess.CompletedProcess(arguments, process.exitcode, *texts)


def _run(folder, arguments, stdout, stderr):
    os.chdir(folder)
    for stream, path in ((sys.stdout, stdout), (sys.stderr, stderr)):
        stream.flush()
        os.dup2(os.open(path, os.O_WRONLY | os.O_CREAT), stream.fileno())
    sys.argv = arguments
    sys.exit(importlib.import_module(arguments[0]).main())
