"""Run nbgrader's command in a process of its own. Its imports take a second: they are done once, and then copied."""

import multiprocessing
import os
import subprocess
import sys
import tempfile
from pathlib import Path

SECONDS = 240
_COPIES = multiprocessing.get_context("forkserver")
_COPIES.set_forkserver_preload(["nbgrader.apps", "autograder.gradebook.exporter"])


def run_nbgrader(folder, *arguments):
    """What `nbgrader` with these arguments leaves, started in a folder: exit code, stdout and stderr."""
    with tempfile.TemporaryDirectory() as outputs:
        files = [Path(outputs, name) for name in ("stdout", "stderr")]
        process = _COPIES.Process(target=_run, args=(str(folder), arguments, *map(str, files)))
        process.start()
        process.join(SECONDS)
        if process.exitcode is None:
            process.kill()
            raise subprocess.TimeoutExpired(["nbgrader", *arguments], SECONDS)
        texts = [path.read_text(encoding="utf-8") for path in files]
        return subprocess.CompletedProcess(["nbgrader", *arguments], process.exitcode, *texts)


def _run(folder, arguments, stdout, stderr):
    os.chdir(folder)
    for stream, path in ((sys.stdout, stdout), (sys.stderr, stderr)):
        stream.flush()
        os.dup2(os.open(path, os.O_WRONLY | os.O_CREAT), stream.fileno())
    from nbgrader.apps.nbgraderapp import main

    sys.argv = ["nbgrader", *arguments]
    sys.exit(main())
