"""The reasons for a changed score are the facts that changed, and only those that can have changed it."""

from dataclasses import replace

import pytest

from autograder.course.paths import ClassPaths
from autograder.gradebook.changes import AGAIN, ERROR, NO_PENALTY, NO_RECORD, Basis, changes_between, reasons
from autograder.gradebook.last_run import LastRun
from autograder.reports.changes import Change

PARTS = {"submission": "1", "hidden tests": "1", "limits": "1"}
BASIS = Basis(6.0, {"one": 4.0, "two": 3.0}, {"two": 2.0}, 1.0, 1.0, "2026-10-06", "2026-10-05", 0.0, PARTS)
KEY = "ana", "sums"


@pytest.mark.parametrize(("changes", "why"), [
    ({"automatic": {"one": 3.0, "two": 3.0}, "parts": PARTS | {"limits": "2"}}, ["limits changed"]),
    ({"automatic": {"one": 3.0, "two": 3.0}, "parts": PARTS | {"limits": "2", "submission": "2"}},
     ["resubmitted", "limits changed"]),
    ({"automatic": {"one": 3.0, "two": 3.0}, "parts": PARTS | {"new": "1"}}, [AGAIN]),
    ({"automatic": {"one": 4.0, "two": 1.0}, "parts": PARTS | {"submission": "2"}, "manual": {"two": 1.0}},
     ["manual score (two)"]),
    ({"parts": PARTS | {"submission": "2"}, "manual": {"one": 2.0}}, ["manual score (one, two)"]),
    ({"extra_credit": 0.0, "due": "2026-10-04"}, ["extra credit"]),
    ({"penalty": 0.0, "extension": 36.0}, ["extension: none → 36 h"]),
    ({"penalty": 2.0, "due": ""}, ["due date: 2026-10-05 → none"]),
    ({"penalty": 2.0}, ["the rules for late penalties changed"]),
    ({"penalty": 2.0, "extra_credit": 0.0}, ["extra credit"]),
    ({"automatic": {"one": None, "two": None}, "problem": ERROR}, ["the grader failed"]),
    ({"problem": NO_PENALTY, "penalty": 0.0}, ["the late penalty could not be computed"]),
    ({"score": 3.0}, [AGAIN]),
])  # fmt: skip
def test_reasons_are_the_facts_that_changed(changes, why):
    """In the order submission and graders, problems, people, times."""
    assert reasons(BASIS, replace(BASIS, **changes)) == why


def test_a_problem_that_ended_is_a_reason():
    """The score is back, and the list says what had been in its way."""
    assert reasons(replace(BASIS, problem=ERROR), BASIS) == ["the grader did not fail this time"]


def test_without_facts_the_reason_is_unknown():
    """Nothing is guessed. What the gradebook itself says still counts."""
    unknown = replace(BASIS, parts={})
    assert reasons(unknown, replace(BASIS, automatic={"one": 3.0, "two": 3.0})) == [NO_RECORD]
    assert reasons(unknown, replace(BASIS, penalty=3.0)) == [NO_RECORD]
    assert reasons(unknown, replace(BASIS, manual={})) == ["manual score (two)"]


def test_only_changed_scores_are_listed():
    """The first score of a submission is no change, nor is a difference by rounding. A score that is gone is one."""
    other = {"submission": "2"}
    assert changes_between({}, {KEY: BASIS}) == []
    assert changes_between({KEY: BASIS}, {KEY: replace(BASIS, score=6.0 + 1e-12, parts=other)}) == []
    assert changes_between({KEY: BASIS}, {}) == [Change("ana", "sums", 6.0, None, "removed from the gradebook")]
    assert changes_between({KEY: replace(BASIS, score=None)}, {}) == []


def test_the_last_run_is_read_as_it_was_written(tmp_path):
    """With all facts, also of students with odd names."""
    paths = ClassPaths(tmp_path, tmp_path)
    last = LastRun(
        {KEY: BASIS, ("Jos\u0301e\n", "sums"): replace(BASIS, score=None)}, [Change(*KEY, 1.0, None, "x")], 2
    )
    last.write(paths)
    assert LastRun.read(paths) == last


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"schema": 0}', '{"schema": 1, "scores": {"ana": {"sums": {}}}}'])
def test_a_record_that_cannot_be_read_is_none(tmp_path, text):
    """Nor is one of another version. The next run writes a new one."""
    (tmp_path / "last_run.json").write_text(text)
    assert LastRun.read(ClassPaths(tmp_path, tmp_path)) == LastRun()
