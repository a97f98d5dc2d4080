"""Grade the demo class of an exercise, and propose what `class/class.toml` should say about the scores."""

import math
import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from autograder.authoring.demo_class import CLASS_FILE, FOLDER, DemoSubmission, demo_submissions, notebook_text
from autograder.course.config import Course, Exercise
from autograder.course.paths import write_atomic
from autograder.errors import CourseError, display_path
from autograder.grading.grade import grade
from autograder.grading.hidden_tests import collect
from autograder.grading.result import Result
from autograder.proving.pages import Say
from autograder.submissions.submission import Submission

CALL_SECONDS = 2.0  # instead of the course's own limit: a demo student's function may never end
HEAD = """\
# The demo class: the students who submit this exercise, and the scores to expect. Without `lost` and `score`, a student
# gets full marks. `lost` says how many points of its hidden tests each task loses.
"""
OURS = re.compile(r"(?:lost|score|status)\s*=.*?(\s*#[^\"']*)?$")  # a line that this module writes

Entry = dict[str, object]  # what class.toml says about a score: the keys lost, score and status


@dataclass(frozen=True)
class Scored:
    """A demo submission, its result, what class.toml says (None if it has no entry) and what it should say."""

    one: DemoSubmission
    result: Result
    said: Entry | None
    found: Entry

    @property
    def is_current(self) -> bool:
        """Whether class.toml says what the hidden tests say."""
        if self.said is None or self.result.status != "graded":
            return self.said == self.found
        shares = collect(self.one.exercise).shares()
        said, found = (_lost(entry, shares) for entry in (self.said, self.found))
        return "status" not in self.said and all(math.isclose(said[task], found[task], abs_tol=1e-4) for task in shares)

    def reasons(self) -> Iterator[str]:
        """The failing tests of each task that loses points."""
        for task in self.result.tasks:
            failing = [test.name for test in task.tests if test.verdict != "passed"]
            if failing:
                named = f" ({', '.join(one.name for one in task.misconceptions)})" if task.misconceptions else ""
                yield f"{task.task}{named}: {'; '.join(failing)}"


def scored_class(course: Course, exercise: Exercise) -> Iterator[Scored]:
    """Grade each submission of an exercise's demo class, also of students who have a script, but no entry yet."""
    listed = {one.student: one for one in demo_submissions(replace(course, exercises=(exercise,)))}
    scripts = sorted((exercise.folder / FOLDER).glob("*.py"))
    for path in scripts:
        listed.setdefault(path.stem, DemoSubmission(path.stem, exercise))
    known = _students(exercise)
    for one in listed.values():
        yield scored(course, one, is_new=one.student not in known)


def scored(course: Course, one: DemoSubmission, is_new: bool = False) -> Scored:
    """Grade one demo submission."""
    limits = replace(one.exercise.limits, call_seconds=min(CALL_SECONDS, one.exercise.limits.call_seconds))
    alone = replace(course, exercises=(replace(one.exercise, limits=limits),))
    result = grade(Submission(one.student, one.exercise.name, notebook_text(one).encode()), alone)
    said = None if is_new else _entry(one.lost, one.score == 0, one.status)
    return Scored(one, result, said, found_entry(one.exercise, result))


def _lost(entry: Entry, shares: dict[str, float]) -> dict[str, float]:
    """Task → what it loses by an entry."""
    lost = entry.get("lost", {})
    return shares if "score" in entry else dict.fromkeys(shares, 0.0) | (lost if isinstance(lost, dict) else {})


def found_entry(exercise: Exercise, result: Result) -> Entry:
    """What class.toml should say about a result."""
    if result.status != "graded":
        return _entry({}, False, result.status)
    shares = collect(exercise).shares()
    tasks = [task for task in result.tasks if task.task in shares]
    lost = {task.task: round((1 - task.score / task.max_score) * shares[task.task], 4) for task in tasks}
    lost = {task: points for task, points in lost.items() if not math.isclose(points, 0, abs_tol=1e-4)}
    everything = all(math.isclose(lost.get(task, 0), points, abs_tol=1e-4) for task, points in shares.items())
    return _entry(lost, everything, result.status)


def _entry(lost: dict[str, float], is_zero: bool, status: str) -> Entry:
    entry: Entry = {} if status == "graded" else {"status": status}
    if is_zero:
        return entry | {"score": 0}
    return entry | ({"lost": dict(lost)} if lost else {})


def _lines(entry: Entry) -> list[str]:
    """The lines of an entry in class.toml."""
    lines = []
    for key, value in entry.items():
        if isinstance(value, dict):
            lines.append(f"{key} = {{ {', '.join(f'{task} = {points:g}' for task, points in value.items())} }}")
        else:
            lines.append(f'{key} = "{value}"' if isinstance(value, str) else f"{key} = {value}")
    return lines


def propose(course: Course, exercise: Exercise, write: bool, say: Say) -> bool:
    """Say for each demo student what changed, and write it into class.toml if `write`. Returns whether nothing did."""
    path = exercise.folder / FOLDER / CLASS_FILE
    found = list(scored_class(course, exercise))
    if not found:
        raise CourseError(
            f"{exercise.name} has no demo students. Write the cells of one in {display_path(path.parent / 'NAME.py')}, "
            "separated by # %%."
        )
    for one in found:
        for line in _described(one):
            say(line)
    changed = [one for one in found if not one.is_current]
    if not changed:
        say(f"{display_path(path)} is as it should be.")
    elif write:
        write_atomic(path, with_entries(path, {one.one.student: one.found for one in changed}))
        say(f"wrote {display_path(path)}")
    else:
        say(f"Does each of them deserve this? Then write it into {display_path(path)}: "
            f"autograder score {exercise.name} --write")  # fmt: skip
    return write or not changed


def _described(one: Scored) -> Iterator[str]:
    score = f"{one.result.score:g} of {one.result.max_score:g}" if one.result.score is not None else one.result.status
    yield f"{'✓' if one.is_current else '✗'} {one.one.student}: {score}"
    if one.result.status != "graded":
        yield f"    {one.result.message}"
    if not one.is_current:
        is_new = one.said is None
        before = [] if one.said is None else _lines(one.said) or ["full marks"]
        yield from (f"    - {line}" for line in before)
        yield from (f"    + {line}" for line in ([f"[{one.one.student}]"] if is_new else []) + _lines(one.found))
        yield from ("    + full marks" for _ in range(not _lines(one.found)))
        yield from (f"      {reason}" for reason in one.reasons())


def with_entries(path: Path, entries: dict[str, Entry]) -> str:
    """The text of a class.toml with other scores of some students. Comments and other lines stay.

    Raises CourseError if that cannot be done line by line.
    """
    text = path.read_text(encoding="utf-8") if path.is_file() else HEAD
    for student, entry in entries.items():
        text = _with_entry(text, student, _lines(entry))
    wanted = {student: _as_data(_lines(entry)) for student, entry in entries.items()}
    try:
        read = tomllib.loads(text)
    except tomllib.TOMLDecodeError:
        read = {}
    if any({key: read.get(student, {}).get(key) for key in one} != one for student, one in wanted.items()):
        raise CourseError(f"{display_path(path)} has another layout than `score` can change. Write the lines yourself.")
    return text


def _as_data(lines: list[str]) -> Entry:
    return tomllib.loads("\n".join(lines))


def _with_entry(text: str, student: str, new: list[str]) -> str:
    lines = text.splitlines()
    header = re.compile(rf"\[\s*[\"']?{re.escape(student)}[\"']?\s*\]\s*(#.*)?$")
    start = next((number for number, line in enumerate(lines) if header.match(line)), None)
    if start is None:
        return "\n".join([*lines, "", f"[{student}]", *new]) + "\n"
    end = next((i for i in range(start + 1, len(lines)) if lines[i].startswith("[")), len(lines))
    own = lines[start + 1 : end]
    comments = "".join(found[1] or "" for line in own if (found := OURS.match(line)))
    kept = [line for line in own if not OURS.match(line)]
    first, *more = new or [""]
    written = [first + comments, *more] if new else []
    return "\n".join([*lines[: start + 1], *written, *kept, *lines[end:]]) + "\n"


def _students(exercise: Exercise) -> set[str]:
    path = exercise.folder / FOLDER / CLASS_FILE
    return set(tomllib.loads(path.read_text(encoding="utf-8"))) if path.is_file() else set()
