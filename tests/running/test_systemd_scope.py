"""Workers run in scopes of systemd if this works here, and without them otherwise."""

import dataclasses

import pytest

from autograder.running import systemd_scope
from autograder.running.scheduler import LocalBackend, run_all
from tests.running.callees import square

# It notes its arguments and runs the command after "--", as systemd-run does.
WORKING = """#!/bin/sh
echo "$@" >> "{log}"
while [ "$1" != "--" ]; do shift; done
shift
exec "$@"
"""


@pytest.fixture
def install(tmp_path, monkeypatch):
    """Put a program in the place of systemd-run. Returns its file of arguments."""

    def put(text):
        program = tmp_path / "systemd-run"
        program.write_text(text.format(log=tmp_path / "log"))
        program.chmod(0o755)
        return tmp_path / "log"

    monkeypatch.setenv("PATH", str(tmp_path), prepend=":")
    systemd_scope.working_prefix.cache_clear()
    yield put
    systemd_scope.working_prefix.cache_clear()


def test_workers_run_within_scopes_with_the_course_s_limits(course, install):
    """The limits are those of the exercise that needs most, and every worker is within a scope."""
    first, *others = course.exercises
    large = dataclasses.replace(first, limits=dataclasses.replace(first.limits, memory_mb=5000, threads=100))
    course = dataclasses.replace(course, exercises=(large, *others))
    log = install(WORKING)
    backend = LocalBackend(2, prefix=systemd_scope.scope_prefix(course))
    assert dict(run_all(square, range(4), backend, str)) == {n: n * n for n in range(4)}
    assert backend.confinement == "systemd limits each worker"
    [tried, *started] = log.read_text().splitlines()
    assert tried.endswith("-- true")
    assert len(started) == 2
    assert all("MemoryMax=7048M" in line and "TasksMax=164" in line for line in [tried, *started])


@pytest.mark.parametrize("text", ["#!/bin/sh\nexit 1\n", "#!/nothing\n"], ids=["refuses", "cannot be run"])
def test_without_scopes_workers_run_as_they_are(course, install, text):
    """A machine without a systemd of the user grades as well."""
    install(text)
    assert systemd_scope.scope_prefix(course) == ()
    assert LocalBackend(2).confinement == ""
