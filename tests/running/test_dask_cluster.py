"""A real Dask scheduler and two workers, with TLS, grade a class: nothing is lost with a worker."""

import contextlib
import functools
import os
import shutil
import signal
import socket
import subprocess
import sys
import threading
import time
from dataclasses import dataclass
from pathlib import Path

import pytest

from autograder import sandbox
from autograder.errors import CourseError, UsageError
from autograder.running import dask_cluster, scheduler
from autograder.running.batch import grade_class
from autograder.running.dask_cluster import DaskBackend
from autograder.running.references import refuse_faulty_tests
from tests.conftest import REPOSITORY, solved_notebook
from tests.gradebook.database_rows import rows_of
from tests.running.callees import LONG, when_released
from tests.running.classes import partly_right, submit
from tests.running.in_process_backend import InProcess

pytest.importorskip("distributed")
pytestmark = [
    pytest.mark.skipif(shutil.which("openssl") is None, reason="nothing can make certificates here"),
    pytest.mark.skipif(not sandbox.available_tiers(), reason="nothing confines student code here"),
]
HOST = "127.0.0.1"
NOT_THERE = "tls://127.0.0.1:9"
SILENT_SECONDS = 3  # after which the scheduler drops a worker


@pytest.fixture(scope="module")
def certificates(tmp_path_factory):
    """The settings with which this process and those that it starts trust each other, as docs/operators.md has them."""
    folder = tmp_path_factory.mktemp("certificates")
    key = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-keyout", folder / "key.pem"]
    certificate = ["-x509", "-subj", "/CN=autograder", "-days", "1", "-out", folder / "cert.pem"]
    subprocess.run(["openssl", "req", *key, *certificate], check=True, capture_output=True)
    settings = {"DASK_DISTRIBUTED__COMM__TLS__CA_FILE": folder / "cert.pem"}
    for role in ("SCHEDULER", "WORKER", "CLIENT"):
        settings[f"DASK_DISTRIBUTED__COMM__TLS__{role}__CERT"] = folder / "cert.pem"
        settings[f"DASK_DISTRIBUTED__COMM__TLS__{role}__KEY"] = folder / "key.pem"
    return {name: str(path) for name, path in settings.items()}


@pytest.fixture
def configured(certificates, monkeypatch):
    """This process and those that it starts have these settings."""
    import dask

    for name, value in certificates.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setenv("DASK_DISTRIBUTED__SCHEDULER__WORKER_TTL", f"{SILENT_SECONDS}s")
    dask.config.refresh()
    yield
    monkeypatch.undo()
    dask.config.refresh()


@dataclass
class Cluster:
    """A running cluster."""

    address: str
    workers: list[subprocess.Popen]


@pytest.fixture
def cluster(configured, tmp_path):
    """A scheduler and two workers: one alone, so that killing it ends it, and one with Dask's nanny."""
    with socket.socket() as free:
        free.bind((HOST, 0))
        address = f"tls://{HOST}:{free.getsockname()[1]}"
    started = [_start(tmp_path, "scheduler", "--protocol", "tls", "--host", address, "--no-dashboard")]
    worker = "worker", address, "--nthreads", "1", "--no-dashboard"
    started += [_start(tmp_path, *worker, "--no-nanny"), _start(tmp_path, *worker)]
    _wait_for_workers(address, len(started) - 1)
    yield Cluster(address, started[1:])
    for process in started:
        process.kill()
        process.wait()


def _start(folder, what, *arguments):
    return subprocess.Popen(
        [sys.executable, "-m", "dask", what, *arguments],
        cwd=folder,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        env=os.environ | {"PYTHONPATH": str(REPOSITORY)},
    )


def _wait_for_workers(address, count):
    from distributed import Client, Security

    with Client(address, security=Security(require_encryption=True), timeout=LONG) as client:
        client.wait_for_workers(count, timeout=LONG)


@pytest.fixture
def make_class(course, new_class, tmp_path):
    """Make a class in which four students have handed in `sums`."""

    def make(name):
        paths = new_class(tmp_path / name)
        right, partly = solved_notebook(course.exercise("sums")), partly_right(course.exercise("sums"))
        for student, data in {"ana": right, "ben": partly, "cleo": b"{", "dan": right}.items():
            submit(paths, student, "sums", data)
        refuse_faulty_tests(paths, course, ["sums"], InProcess())  # so the cluster does no other work first
        return paths

    return make


@dataclass(frozen=True)
class Paused(DaskBackend):
    """A cluster that grades one submission. The others wait for a file "go" in the folder."""

    folder: str = ""

    def bind(self, function, course):
        return functools.partial(when_released, folder=self.folder, function=super().bind(function, course))


@pytest.fixture
def paused(cluster, course, tmp_path):
    """The cluster as a backend that waits for `midway`."""
    (tmp_path / "marks").mkdir()
    return Paused(cluster.address, course.root, str(tmp_path / "marks"))


@contextlib.contextmanager
def midway(backend, paths, event, go=True):
    """The event happens when one submission is graded and both workers have begun with another. Then the others are
    graded, unless `go` is false."""
    folder = Path(backend.folder)

    def wait():
        while len(list(folder.iterdir())) < 2 or not list(paths.results.rglob("*.json")):
            time.sleep(0.01)
        event()
        if go:
            (folder / "go").touch()

    waiting = threading.Thread(target=wait, daemon=True)
    waiting.start()
    yield
    waiting.join()


def test_nothing_is_lost_with_a_worker_that_is_killed(cluster, paused, course, make_class):
    """The gradebook is the one that this machine alone makes, though one of two workers dies midway."""
    here, there = make_class("here"), make_class("there")
    assert grade_class(here, course, InProcess()).failures == []
    with midway(paused, there, cluster.workers[0].kill):
        summary = grade_class(there, course, paused)
    assert cluster.workers[0].wait() == -signal.SIGKILL
    assert (summary.graded, summary.figures.unreadable, summary.failures) == (3, 1, [])
    assert rows_of(there.gradebook) == rows_of(here.gradebook)


@pytest.mark.slow
@pytest.mark.ci
def test_a_worker_that_falls_silent_is_not_waited_for(cluster, paused, course, make_class, monkeypatch):
    """If a worker is suspended, or its network fails, another does its work."""

    def suspend():
        monkeypatch.setattr(dask_cluster, "ANSWER_SECONDS", 1)
        cluster.workers[0].send_signal(signal.SIGSTOP)

    monkeypatch.setattr(scheduler, "CHECK_SECONDS", 1)
    paths = make_class("there")
    with midway(paused, paths, suspend):
        summary = grade_class(paths, course, paused)
    assert (summary.graded, summary.figures.unreadable, summary.failures) == (3, 1, [])


@pytest.mark.slow
@pytest.mark.ci
def test_a_cluster_without_workers_is_not_waited_for(cluster, paused, course, make_class, monkeypatch):
    """The error says so, and the next run continues from there."""
    monkeypatch.setattr(scheduler, "CHECK_SECONDS", 1)
    paths = make_class("there")
    with (
        midway(paused, paths, lambda: [worker.terminate() for worker in cluster.workers], go=False),
        pytest.raises(CourseError, match=r"it has no workers that answer\..*continues from here"),
    ):
        grade_class(paths, course, paused)
    summary = grade_class(paths, course, InProcess())
    assert (summary.graded, summary.unchanged, summary.figures.unreadable, summary.failures) == (2, 1, 1, [])


def test_an_address_without_tls_is_refused(tmp_path):
    """Nothing else is safe."""
    with pytest.raises(UsageError, match="does not begin with tls://"):
        DaskBackend("tcp://127.0.0.1:8786", tmp_path)


def test_a_cluster_never_runs_student_code_unconfined(course):
    """Student code could reach the workers."""
    with pytest.raises(UsageError, match="--unsafe is not for clusters"):
        DaskBackend(NOT_THERE, course.root).with_tiers(course.unsafe())


@pytest.mark.parametrize(
    ("name", "value", "message"),
    [
        ("cert", None, "CLIENT__CERT is not set"),
        ("key", "nowhere.pem", "nowhere.pem, which DASK_DISTRIBUTED__COMM__TLS__CLIENT__KEY names, cannot be read"),
    ],
)
def test_a_missing_certificate_is_named(configured, course, name, value, message):
    """The error names the setting, or the setting and the file."""
    import dask

    with (
        dask.config.set({f"distributed.comm.tls.client.{name}": value}),
        pytest.raises(CourseError, match=message),
    ):
        _ = DaskBackend(NOT_THERE, course.root).size


def test_a_cluster_that_is_not_there_is_an_error(configured, course, monkeypatch):
    """The error has its address, and says where to read on and that nothing is lost."""
    monkeypatch.setattr(dask_cluster, "CONNECT_SECONDS", 0.5)
    with pytest.raises(CourseError, match=rf"{NOT_THERE} cannot be used.*docs/operators.md.*continues from here"):
        _ = DaskBackend(NOT_THERE, course.root).size
