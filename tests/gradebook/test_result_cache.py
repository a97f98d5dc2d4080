"""The result cache finds a result again as long as everything that it depends on is the same, and undamaged."""

import dataclasses
import os
import subprocess

import pytest

from autograder.gradebook.result_cache import ResultCache, entry_of, result_in
from autograder.grading.result import Result, TaskResult, TestResult
from autograder.grading.result_summary import summary
from autograder.sandbox.limits import UNSAFE
from autograder.submissions.submission import Submission

SUBMISSION = Submission("ana", "sums", b"{}")
TEST = TestResult("the sum of each window", 2.0, 1.5, "failed", "it returns None")
TASK = TaskResult("window_sums", 1.5, 4.0, "partial", "it returns None", None, (TEST,))
RESULT = Result("ana", "sums", "graded", 1.5, 7.0, tier=1, tasks=(TASK,))


@pytest.fixture
def cache(course, tmp_path):
    return ResultCache(tmp_path, course)


@pytest.fixture
def file(tmp_path):
    """The file in which the result of SUBMISSION is kept."""
    return tmp_path / "ana" / "sums.json"


class ResultOfAnotherVersion(Result):
    """A result that is written with other fields."""

    def json_text(self):
        return '{"schema": 1, "tasks": [], "mark": 3}'


def test_a_result_is_found_again(cache):
    """A result comes back as it was put, with its tests."""
    cache.put(SUBMISSION, RESULT)
    assert cache.get(SUBMISSION) == RESULT
    assert cache.latest("ana", "sums") == RESULT


def test_an_entry_and_a_summary_are_found_with_it(cache, course):
    """`lookup` gives the entry, which a worker can open, and the result without its tests."""
    cache.put_entry(SUBMISSION, entry_of(SUBMISSION, RESULT, course))
    entry, known = cache.lookup(SUBMISSION)
    assert result_in(entry) == RESULT
    assert known == summary(RESULT) != RESULT


def test_there_is_no_result_before_one_is_put(cache):
    """A submission that was never graded has no result."""
    assert cache.get(SUBMISSION) is None
    assert cache.latest("ana", "sums") is None


@pytest.mark.parametrize("change", [{"data": b"{ }"}, {"remark": "it has another name"}])
def test_a_changed_submission_has_no_result(cache, change):
    """If the file changes, or is found under another name, it is graded again."""
    cache.put(SUBMISSION, RESULT)
    assert cache.get(dataclasses.replace(SUBMISSION, **change)) is None


def test_students_and_exercises_have_their_own_results(cache):
    """The same file of another student, or for another exercise, has no result, and replaces none."""
    cache.put(SUBMISSION, RESULT)
    for other in (dataclasses.replace(SUBMISSION, student="ben"), dataclasses.replace(SUBMISSION, exercise="shifts")):
        assert cache.get(other) is None
        cache.put(other, dataclasses.replace(RESULT, student=other.student, exercise=other.exercise))
    assert cache.get(SUBMISSION) == RESULT


def test_a_copied_file_is_not_another_students_result(cache, file):
    """A result file that is copied to another student's folder is not that student's result."""
    cache.put(SUBMISSION, RESULT)
    copy = file.parent.with_name("ben") / file.name
    copy.parent.mkdir()
    copy.write_bytes(file.read_bytes())
    assert cache.get(dataclasses.replace(SUBMISSION, student="ben")) is None


def test_another_course_has_no_result(cache, course, tmp_path):
    """If the course has another seed, the submission is graded again."""
    cache.put(SUBMISSION, RESULT)
    assert ResultCache(tmp_path, dataclasses.replace(course, seed=course.seed + 1)).get(SUBMISSION) is None


def test_a_result_without_confinement_counts_only_in_an_unsafe_run(cache, course, tmp_path):
    """A result from a sandbox that the course does not allow is not used."""
    unsafe = ResultCache(tmp_path, course.unsafe())
    unsafe.put(SUBMISSION, dataclasses.replace(RESULT, tier=UNSAFE))
    assert unsafe.get(SUBMISSION) is not None
    assert cache.get(SUBMISSION) is None


def test_an_error_of_the_grader_is_not_kept(cache):
    """If the grader itself failed, the next run tries again."""
    cache.put(SUBMISSION, dataclasses.replace(RESULT, status="error", score=None))
    assert cache.get(SUBMISSION) is None
    assert cache.latest("ana", "sums") is None


@pytest.mark.parametrize("damage", [
    lambda data: data[:40], lambda data: data[:-1], lambda data: b"", lambda data: data[::-1],
    lambda data: data.replace(b'"score": 1.5', b'"score": 4.0'), lambda data: data.replace(b'"tasks"', b'"task"'),
    lambda data: b"[" * 100_000, lambda data: b"\xff" + data,
])  # fmt: skip
def test_a_damaged_file_is_no_result(cache, file, damage):
    """A file that is cut off or was changed by hand is not shown, even if it still is JSON."""
    cache.put(SUBMISSION, RESULT)
    data = file.read_bytes()
    assert damage(data) != data
    file.write_bytes(damage(data))
    assert cache.get(SUBMISSION) is None
    assert cache.latest("ana", "sums") is None
    with pytest.raises(ValueError, match="damaged"):
        result_in(file.read_bytes())


def test_a_result_of_another_version_is_not_shown(cache):
    """A result with other fields, which another version wrote, is not a result, although it is undamaged."""
    values = {field.name: getattr(RESULT, field.name) for field in dataclasses.fields(RESULT)}
    cache.put(SUBMISSION, ResultOfAnotherVersion(**values))
    assert cache.latest("ana", "sums") is None


def test_an_invalidated_result_is_shown_until_the_next_one(cache):
    """`invalidate` makes the next run grade again, and keeps the result until then."""
    cache.invalidate(SUBMISSION)  # there is none yet
    cache.put(SUBMISSION, RESULT)
    cache.invalidate(SUBMISSION)
    assert cache.get(SUBMISSION) is None
    assert cache.latest("ana", "sums") == RESULT
    cache.put(SUBMISSION, RESULT)
    assert cache.get(SUBMISSION) == RESULT


def test_unfinished_files_of_killed_processes_are_removed(cache, file):
    """A new result removes what a killed process left of its file; unfinished files of running processes stay."""
    with subprocess.Popen(["true"]) as gone:
        gone.wait()
    ours, others, running = (
        f".writing-{pid}-{name}"
        for pid, name in ((gone.pid, "sums.json"), (gone.pid, "shifts.json"), (os.getppid(), "sums.json"))
    )
    file.parent.mkdir()
    for name in (ours, others, running):
        (file.parent / name).touch()
    cache.put(SUBMISSION, RESULT)
    assert {path.name for path in file.parent.iterdir()} == {others, running, "sums.json"}
