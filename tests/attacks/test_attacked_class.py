"""A class with attackers in it: the others get what they get without them, and nearly as soon."""

import json
import sys
import time

import pytest

from autograder.__main__ import main
from autograder.course.paths import ClassPaths
from autograder.running.scheduler import LocalBackend
from tests.attacks.attack import attacks, tiers
from tests.conftest import solved_notebook
from tests.running.classes import partly_right, submit

HONEST = 20
OF_EACH = 2
CHOSEN = (  # for each way in which student code can make the grader work, or get help from it
    "returns_empty_arrays_within_others",
    "sends_empty_arrays",
    "sends_nodes_in_place_of_lists",
    "sends_numbers_with_equal_hashes",
    "gives_texts_to_the_graders_functions",
    "returns_texts_that_grow",
    "escapes_in_values",
    "asks_the_given_functions_for_names",
    "answers_anew_in_the_second_run",
    "ends_its_process_in_each_cell",
    "ends_its_process_in_each_call",
    "damages_reading",
)
pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(sys.platform != "linux" or not tiers(), reason="nothing confines student code here"),
]


@pytest.fixture
def lost(monkeypatch):
    """The errors by which submissions were lost with their workers."""
    errors, check = [], LocalBackend.check

    def noting(backend, error=None):
        errors.extend([error] if error is not None else [])
        check(backend, error)

    monkeypatch.setattr(LocalBackend, "check", noting)
    return errors


def graded(paths):
    """Grade the class. Returns the exit code, the seconds, and (student, exercise) → status and scores."""
    start = time.monotonic()
    code = main(["--course", str(paths.root), "grade", "--jobs", "2"])
    seconds = time.monotonic() - start
    with_tasks = [json.loads(path.read_text()) for path in paths.results.rglob("*.json")]
    results = [entry.get("result", entry) for entry in with_tasks]
    return code, seconds, {(one["student"], one["exercise"]): scores(one) for one in results}


def scores(result):
    tasks = [[test["earned"] for test in task["tests"]] for task in result["tasks"]]
    return result["status"], result["score"], tasks


def test_attackers_do_not_harm_a_class(course, course_copy, lost, capsys):
    """Each honest student has the same scores as without attackers; no worker is lost, and nothing is an error."""
    paths = ClassPaths.real(course_copy.root)
    honest = [(f"honest_{number:02}", exercise) for number in range(HONEST) for exercise in course.names]
    for student, exercise in honest:
        half = exercise == "sums" and student[-1] in "13579"
        submit(paths, student, exercise, (partly_right if half else solved_notebook)(course.exercise(exercise)))
    code, alone, expected = graded(paths)
    assert (code, len(expected)) == (0, len(honest))
    deserved = {}
    for attack in attacks():
        if attack.name in CHOSEN:
            for number in range(OF_EACH):
                student = f"{attack.name}_{number}"
                submit(paths, student, attack.exercise, attack.notebook({"marker": "a marker"}))
                deserved[student, attack.exercise] = attack.deserves
    assert len(deserved) == OF_EACH * len(CHOSEN)
    for path in paths.results.rglob("*.json"):
        path.unlink()
    code, together, found = graded(paths)
    with capsys.disabled():
        print(f"\n{len(honest)} honest submissions: {alone:.1f} s; with {len(deserved)} attacks: {together:.1f} s")
    assert code == 0
    assert lost == []
    assert {key: found[key] for key in honest} == expected
    assert {key: found[key][:2] for key in deserved} == {key: ("graded", points) for key, points in deserved.items()}
