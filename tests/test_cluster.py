"""A class graded by a real Dask scheduler and two workers with TLS: nothing is lost with a worker."""

import contextlib
import os
import shutil
import signal
import socket
import subprocess
import sys
import threading
import time

import pytest

from autograder import sandbox
from autograder.__main__ import WRONG_USE, main
from autograder.authoring import demo_class
from autograder.course.config import ROOT
from autograder.errors import CourseError
from autograder.running import dask_cluster as cluster_module
from autograder.running import scheduler
from autograder.running.batch import grade_class
from autograder.running.dask_cluster import DaskBackend
from autograder.running.scheduler import LocalBackend
from tests.test_recording import tables

pytest.importorskip("distributed")
pytestmark = [
    pytest.mark.skipif(shutil.which("openssl") is None, reason="nothing makes certificates here"),
    pytest.mark.skipif(not sandbox.available_tiers(), reason="nothing confines here"),
]
STUDENTS = ("amara", "bjorn", "chen", "dalia", "emeka", "jonas")
HOST = "127.0.0.1"
SILENT_SECONDS = 3


@pytest.fixture(scope="module")
def certificates(tmp_path_factory):
    """What makes this process and those that it starts know each other: the settings that docs/cluster.md names."""
    folder = tmp_path_factory.mktemp("certificates")
    make = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-subj", "/CN=autograder", "-days", "1"]
    subprocess.run([*make, "-keyout", folder / "key.pem", "-out", folder / "cert.pem"], check=True, capture_output=True)
    settings = {"DASK_DISTRIBUTED__COMM__TLS__CA_FILE": folder / "cert.pem"}
    for who in ("SCHEDULER", "WORKER", "CLIENT"):
        settings[f"DASK_DISTRIBUTED__COMM__TLS__{who}__CERT"] = folder / "cert.pem"
        settings[f"DASK_DISTRIBUTED__COMM__TLS__{who}__KEY"] = folder / "key.pem"
    return {name: str(path) for name, path in settings.items()}


@pytest.fixture
def clients(certificates, monkeypatch):
    """This process and those that it starts know the certificates."""
    import dask

    for name, value in certificates.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setenv("DASK_DISTRIBUTED__SCHEDULER__WORKER_TTL", f"{SILENT_SECONDS}s")
    dask.config.refresh()
    yield
    monkeypatch.undo()
    dask.config.refresh()


@pytest.fixture
def cluster(clients, tmp_path):
    """The address of a scheduler, and its two workers: one alone, so that killing it is its end, and one with Dask's
    nanny."""
    with socket.socket() as free:
        free.bind((HOST, 0))
        address = f"tls://{HOST}:{free.getsockname()[1]}"
    started = [_start(tmp_path, "scheduler", "--protocol", "tls", "--host", address, "--no-dashboard")]
    worker = "worker", address, "--nthreads", "1", "--no-dashboard"
    started += [_start(tmp_path, *worker, "--no-nanny"), _start(tmp_path, *worker)]
    yield address, started[1:]
    for process in started:
        process.kill()
        process.wait()


def _start(folder, what, *arguments):
    command = [sys.executable, "-m", "dask", what, *arguments]
    return subprocess.Popen(command, cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
                            env=os.environ | {"PYTHONPATH": str(ROOT)})  # fmt: skip


def hand_in(places, course):
    """A few hand in pooling."""
    for student in STUDENTS:
        path = places.submission(student, "pooling")
        path.parent.mkdir(parents=True)
        path.write_text(demo_class.submission(student, course.exercise("pooling")))
    return places


def test_a_worker_that_is_killed_takes_nothing_with_it(cluster, course, new_class, tmp_path):
    """The gradebook is the one that this machine alone makes, though one of two workers dies midway."""
    address, workers = cluster
    here, there = (hand_in(new_class(tmp_path / name), course) for name in ("here", "there"))
    assert grade_class(here, course, LocalBackend(2)).failures == []
    _wait_for(workers, address)

    with midway(there, lambda: workers[0].send_signal(signal.SIGKILL)):
        outcome = grade_class(there, course, DaskBackend(address))
    assert workers[0].wait() == -signal.SIGKILL
    assert (outcome.graded, outcome.failures) == (len(STUDENTS), [])
    assert tables(there) == tables(here)


@pytest.mark.slow
def test_a_worker_that_falls_silent_is_not_waited_for(cluster, course, new_class, tmp_path, monkeypatch):
    """Suspended, or with its network gone: another does its work."""
    monkeypatch.setattr(scheduler, "LOOK_SECONDS", 1)
    monkeypatch.setattr(cluster_module, "ANSWER_SECONDS", 0.5)
    address, workers = cluster
    places = hand_in(new_class(tmp_path / "there"), course)
    _wait_for(workers, address)
    with midway(places, lambda: workers[0].send_signal(signal.SIGSTOP)):
        outcome = grade_class(places, course, DaskBackend(address))
    assert (outcome.graded, outcome.failures) == (len(STUDENTS), [])


@pytest.mark.slow
def test_a_cluster_without_workers_is_not_waited_for(cluster, course, new_class, tmp_path, monkeypatch):
    """The command says so, and the next one goes on from there."""
    address, workers = cluster
    monkeypatch.setattr(scheduler, "LOOK_SECONDS", 1)
    places = hand_in(new_class(tmp_path / "there"), course)
    _wait_for(workers, address)
    with (
        midway(places, lambda: [worker.terminate() for worker in workers]),
        pytest.raises(CourseError, match=r"it has no workers that answer\..*goes on from here"),
    ):
        grade_class(places, course, DaskBackend(address))
    outcome = grade_class(places, course, LocalBackend(2))
    assert outcome.failures == []
    assert outcome.unchanged > 0


@contextlib.contextmanager
def midway(places, event):
    """The event happens as soon as there is a result, with some still to come."""
    done = []

    def wait():
        while not done:
            time.sleep(0.01)
            done.extend(places.results.rglob("*.json"))
        event()

    waiting = threading.Thread(target=wait, daemon=True)
    waiting.start()
    yield
    waiting.join()
    assert len(done) < len(STUDENTS) - 2


def _wait_for(workers, address):
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        try:
            if DaskBackend(address).size == len(workers):
                return
        except CourseError:
            time.sleep(0.5)
    pytest.fail("the workers did not come")


def test_an_address_without_tls_and_unsafe_are_refused(capsys):
    """Each is told before anything is sent."""
    assert main(["grade", "--cluster", "tcp://127.0.0.1:8786"]) == WRONG_USE
    assert "does not begin with tls://" in capsys.readouterr().err
    assert main(["grade", "--cluster", "tls://127.0.0.1:8786", "--unsafe"]) == WRONG_USE
    assert "--unsafe is not for clusters" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("cert", None, "CLIENT__CERT is not set"),
        ("key", "nowhere.pem", "nowhere.pem cannot be read, which DASK_DISTRIBUTED__COMM__TLS__CLIENT__KEY names"),
    ],
)
def test_a_certificate_that_is_missing_is_told(clients, name, value, said):
    """With the setting that names it."""
    import dask

    with dask.config.set({f"distributed.comm.tls.client.{name}": value}), pytest.raises(CourseError, match=said):
        _ = DaskBackend("tls://127.0.0.1:9").size


def test_a_cluster_that_is_not_there_is_told(clients, monkeypatch):
    """With its address, and where to read on; nothing is lost."""
    monkeypatch.setattr(cluster_module, "CONNECT_SECONDS", 0.5)
    with pytest.raises(CourseError, match=r"tls://127.0.0.1:9 cannot be used.*docs/cluster.md.*goes on from here"):
        _ = DaskBackend("tls://127.0.0.1:9").size
