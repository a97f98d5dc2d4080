"""Measure what a cluster costs beside grading: `python -m tests.bench.cluster --canned 2000`.

A Dask scheduler and one Dask worker on this machine, with TLS, grade a class. Grading is canned (canned.py): what the
instructor's process, the scheduler and the Dask worker need for a submission is what is measured; the processes in
which the worker grades are not among them. The instructor's process plans, sends, receives and records.

--canned N          the number of submissions (2000)
--database NAME     sqlite or postgresql, as in recording.py
--apart             the worker does not see the folder of the class: notebooks and pages are sent
"""

import argparse
import contextlib
import dataclasses
import functools
import os
import socket
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from autograder.authoring import demo_class
from autograder.course.loading import load_course
from autograder.course.paths import ClassPaths
from autograder.running import result_files
from autograder.running.batch import grade_class
from autograder.running.dask_cluster import DaskBackend
from tests.bench import canned
from tests.bench.classes import REPOSITORY, authors, submit
from tests.bench.recording import processor_seconds
from tests.postgres_server import server

HOST = "127.0.0.1"
START_SECONDS = 60
WARM = 20  # submissions that are graded first: then all processes have started


@dataclasses.dataclass(frozen=True)
class Canned(DaskBackend):
    """The cluster, whose workers grade each notebook once."""

    def bind(self, function, course):
        return super().bind(functools.partial(canned.call, function), course)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--canned", type=int, default=2000, metavar="N")
    parser.add_argument("--database", default="sqlite", metavar="NAME")
    parser.add_argument("--apart", action="store_true")
    options = parser.parse_args()
    if options.apart:
        result_files.TOKEN_FILE = ".not-there"
    own = server() if options.database == "postgresql" else contextlib.nullcontext(options.database)
    with own as url, tempfile.TemporaryDirectory(prefix="cluster-") as folder:
        measure(options.canned, url, Path(folder))


def measure(count: int, url: str, folder: Path) -> None:
    course, paths = load_course(REPOSITORY), ClassPaths(folder / "class", folder / "class")
    paths.root.mkdir()
    demo_class.write_config(course, paths, "" if url == "sqlite" else f"c.CourseDirectory.db_url = {url!r}\n")
    members = authors(course, "pooling")
    os.environ.update(certificates(folder))
    with cluster(folder) as (address, processes):
        backend = Canned(address, course.root)
        submit(paths.root, members, WARM)
        grade_class(paths, course, backend)
        submit(paths.root, members, count, first=WARM)
        before, own, start = [processor_seconds(one.pid) for one in processes], time.process_time(), time.perf_counter()
        with quiet():
            grade_class(paths, course, backend)
        seconds, own = time.perf_counter() - start, time.process_time() - own
        spent = [processor_seconds(one.pid) - old for one, old in zip(processes, before, strict=True)]
    names = "the instructor's process", "the scheduler", "the Dask worker"
    print(f"{count} submissions in {seconds:.1f} s. Processor time of one:")
    for name, one in zip(names, [own, *spent], strict=True):
        print(f"  {name}: {one / count * 1000:.2f} ms")


def certificates(folder: Path) -> dict[str, str]:
    """The settings with which all processes trust each other, as in docs/operators.md."""
    key = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-keyout", folder / "key.pem"]
    certificate = ["-x509", "-subj", "/CN=autograder", "-days", "1", "-out", folder / "cert.pem"]
    subprocess.run(["openssl", "req", *key, *certificate], check=True, capture_output=True)
    settings = {"DASK_DISTRIBUTED__COMM__TLS__CA_FILE": folder / "cert.pem"}
    for role in ("SCHEDULER", "WORKER", "CLIENT"):
        settings[f"DASK_DISTRIBUTED__COMM__TLS__{role}__CERT"] = folder / "cert.pem"
        settings[f"DASK_DISTRIBUTED__COMM__TLS__{role}__KEY"] = folder / "key.pem"
    return {name: str(path) for name, path in settings.items()}


@contextlib.contextmanager
def cluster(folder: Path):
    """The address of a scheduler with one worker, and the processes of both."""
    import dask

    dask.config.refresh()
    with socket.socket() as free:
        free.bind((HOST, 0))
        address = f"tls://{HOST}:{free.getsockname()[1]}"
    processes = [start(folder, "scheduler", "--protocol", "tls", "--host", address, "--no-dashboard")]
    processes.append(start(folder, "worker", address, "--nthreads", "2", "--no-dashboard", "--no-nanny"))
    try:
        wait_for_worker(address)
        yield address, processes
    finally:
        for process in processes:
            process.kill()
            process.wait()


def start(folder: Path, *arguments: str) -> subprocess.Popen:
    with (folder / f"{arguments[0]}.log").open("wb") as log:
        command = [sys.executable, "-W", "ignore", "-m", "dask", *arguments]
        return subprocess.Popen(
            command, cwd=folder, stdout=log, stderr=log, env=os.environ | {"PYTHONPATH": str(REPOSITORY)}
        )


def wait_for_worker(address: str) -> None:
    from distributed import Client, Security

    with Client(address, security=Security(require_encryption=True), timeout=START_SECONDS) as client:
        client.wait_for_workers(1, timeout=START_SECONDS)


@contextlib.contextmanager
def quiet():
    """Hide the lines of progress."""
    with Path(os.devnull).open("w") as nothing, contextlib.redirect_stderr(nothing):
        yield


if __name__ == "__main__":
    main()
