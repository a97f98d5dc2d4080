"""The author's reference, docs/authors.md: its files are an exercise that keeps all promises, and its examples run."""

import dataclasses
import doctest
import inspect
import re
import shutil
import types

import numpy as np
import pytest

from autograder.authoring.demo_class import demo_submissions, notebook_text
from autograder.authoring.invariants import check
from autograder.authoring.percent_script import ROLES
from autograder.course.config import Demands
from autograder.course.loading import load_course
from autograder.course.schema import CourseTable, ExerciseFile
from autograder.exercises.shared import arrays, maps
from autograder.grading import assertions, inputs, mistake_model
from autograder.grading.collecting import FIXTURES
from autograder.grading.grade import grade
from autograder.grading.hidden_tests import collect
from autograder.proving.answers import right_answers, wrong_answers
from autograder.proving.judge import judge
from autograder.sandbox.limits import Limits
from autograder.submissions.submission import Submission
from autograder.toolkit import checks, drawing
from tests.authoring.test_scaffold import release_quickly
from tests.conftest import REPOSITORY, SMALL_COURSE

PAGE = (REPOSITORY / "docs" / "authors.md").read_text(encoding="utf-8")
FILE = re.compile(r"^`([\w./]+)`:\n\n```\w+\n(.*?)^```$", re.MULTILINE | re.DOTALL)
ASSERTION = re.compile(r"^\| `(\w+)\([^|]*\|[^|]*\| `(.*)` \|$", re.MULTILINE)
FILES = dict(FILE.findall(PAGE))
EXAMPLES = [example for _, example in ASSERTION.findall(PAGE)]


@pytest.fixture(scope="module")
def course(tmp_path_factory):
    """The small course with the exercise of the page, released."""
    root = tmp_path_factory.mktemp("manual") / "course"
    shutil.copytree(SMALL_COURSE, root, ignore=shutil.ignore_patterns("__pycache__"))
    for name, text in FILES.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    course = load_course(root)
    release_quickly(course)
    return course


def test_the_exercise_of_the_page_is_complete(course):
    """All checks hold, with the demands of the page."""
    assert len(FILES) == 12 and course.demands == Demands(mistakes=2, right_answers=1, pictures=True)
    said = []
    assert check(course, said.append), "\n".join(said)


def test_the_answers_of_the_page_are_judged_as_they_say(course):
    """Right answers have full marks; wrong ones lose points, and exactly their mistakes are named."""
    exercise = course.exercise("edges")
    right, wrong = right_answers(exercise, "differences"), wrong_answers(exercise, "differences")
    assert len(right) == 3 and len(wrong) == 7
    for answer in right + wrong:
        judgement = judge(course, exercise, "differences", answer.function)
        assert (judgement.lost > 0, set(judgement.names)) == (bool(answer.slips), set(answer.slips)), str(answer)


@pytest.mark.parametrize("arguments", [["mutants"], ["fairness", "--students", 5], ["prove"]], ids=lambda one: one[0])
def test_the_tools_have_no_complaint_about_the_page(arguments, course, command):
    """The hidden tests of the page notice all mutants, and charge each mistake once."""
    code, out, err = command(*arguments, "edges", "--course", course.root)
    assert code == 0, out + err


def test_the_demo_class_of_the_page_has_the_scores_that_it_says(course):
    """Ada has full marks, Ben loses what class.toml says, Cleo everything."""
    exercise = course.exercise("edges")
    for one in (one for one in demo_submissions(course) if one.exercise == exercise):
        result = grade(Submission(one.student, "edges", notebook_text(one).encode()), course)
        assert result.score == (0 if one.score == 0 else 7 - one.lost.get("differences", 0)), one.student


def test_the_own_tests_of_the_page_notice_every_mistake(course, tmp_path):
    """With the two blocks of the section on students' own tests, all checks hold, too."""
    section = PAGE.partition("## Students' own tests")[2]
    toml, cell = (
        re.search(rf"^```{kind}\n(.*?)^```$", section, re.MULTILINE | re.DOTALL)[1] for kind in ("toml", "python")
    )
    root = tmp_path / "course"
    shutil.copytree(course.root, root, ignore=shutil.ignore_patterns("__pycache__"))
    for name, text in [("exercises/edges/exercise.toml", toml), ("solutions/edges/edges.py", cell)]:
        (root / name).write_text(f"{FILES[name]}\n{text}", encoding="utf-8")
    changed = load_course(root)
    release_quickly(changed)
    said = []
    assert check(changed, said.append), "\n".join(said)


@pytest.mark.parametrize("example", EXAMPLES)
def test_each_assertion_accepts_the_solution_and_rejects_a_stub(example, course, student_of):
    """The examples in the table of assertions do what they say."""
    solution = FILES["exercises/edges/class/ada.py"]
    stub = "def differences(x, lag=1):\n    raise NotImplementedError"
    rng = np.random.default_rng(1)
    names = {"assertions": assertions, "np": np, "rng": rng, "x": rng.permutation(6)}
    reference = {}
    exec(solution, reference)
    names["reference"] = types.SimpleNamespace(differences=reference["differences"])

    def run(cells):
        student = student_of(cells)
        student.run_cells()
        with assertions.batch():
            exec(example, names | {"student": student})

    run(solution)
    with pytest.raises((assertions.CallFailed, assertions.ExpectationFailed)):
        run(stub)


def test_the_sessions_of_the_page_run():
    """Each >>> example gives the result that is shown."""
    names = {"np": np, "rng": np.random.default_rng(0)}
    test = doctest.DocTestParser().get_doctest(PAGE, names, "docs/authors.md", "docs/authors.md", 0)
    assert len(test.examples) > 20
    said = []
    failures, _ = doctest.DocTestRunner(optionflags=doctest.NORMALIZE_WHITESPACE).run(test, out=said.append)
    assert failures == 0, "".join(said)


def public(module):
    """The functions and classes that a module defines for others."""
    return {
        name
        for name, value in vars(module).items()
        if not name.startswith("_") and getattr(value, "__module__", "") == module.__name__ and callable(value)
    }


def fields(kind):
    return {field.name for field in dataclasses.fields(kind)}


OF_THE_ENGINE = {"Misconception", "Slip", "MissingCheck", "Decision", "SpecialCase", "Choice"} | {
    name for name in public(mistake_model) if name.endswith("_of")
}
NAMES = {
    "assertions": set(assertions.__all__),
    "assertions with examples": {name for name, _ in ASSERTION.findall(PAGE)},
    "inputs": public(inputs),
    "fixtures": set(FIXTURES),
    "roles": {f'role="{role}"' for role in ROLES},
    "arrays": public(arrays),
    "maps": public(maps),
    "models": public(mistake_model) - OF_THE_ENGINE | {"also", "slip", "usual", "memory", "legal_call", "EVERYTHING"},
    "visible checks": public(checks),
    "pictures": {
        "_picture",
        "_figure",
        "_cells",
        "_tint",
        "_signed",
        "_photograph",
        "_BLUE",
        "_ORANGE",
        "_GREEN",
        "_RED",
        "_INK",
    },
    "demands": fields(Demands),
    "limits": fields(Limits),
    "course.toml": fields(CourseTable),
    "exercise.toml": fields(ExerciseFile),
}


@pytest.mark.parametrize("kind", NAMES)
def test_the_page_has_everything(kind):
    """Each assertion, fixture, helper and key is on the page."""
    assert NAMES[kind]
    assert {name for name in NAMES[kind] if not re.search(rf"(?<!\w){name}(?!\w)", PAGE)} == set()


def test_each_assertion_has_an_example():
    """What a hidden test can expect is in the table, with a line that was run."""
    assert NAMES["assertions"] - NAMES["assertions with examples"] == {
        "CallFailed", "ExpectationFailed", "all_checked", "batch", "each_of",
    }  # fmt: skip


def test_the_names_of_pictures_exist():
    """The helpers for pictures, which have private names because students' notebooks contain them, are all listed."""
    defined = {name for name, value in vars(drawing).items() if inspect.isfunction(value)}
    own = {name for name in defined if vars(drawing)[name].__module__ == drawing.__name__}
    assert own - NAMES["pictures"] == {"_svg", "_box", "_in_time"}
    assert all(hasattr(drawing, name) for name in NAMES["pictures"])


def test_the_tests_of_the_page_are_all_collected(course):
    """No test of the page has the name of another."""
    written = FILES["exercises/edges/test_edges.py"].count("\ndef test_")
    assert len(collect(course.exercise("edges")).of("differences")) == written == 7
