"""Change the reference solutions in every small way: the hidden tests must detect each change, for every student.

    python -m tests.mutation.mutants             prints the tables and writes docs/mutants.md
    python -m tests.mutation.mutants EXERCISE    prints the rows of one exercise

A mutant that no test detects is a gap, unless the exercise's equivalent.toml says why it does the same as the original.
Then every mistake of the models is tried under every condition (`tests/diagnosis/special.py`).
"""

import argparse
import ast
import re
import sys
import tomllib
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from autograder.course.config import Course, Exercise
from autograder.course.content import load_reference
from autograder.course.loading import load_course
from autograder.grading.hidden_tests import HiddenTests, collect
from tests.diagnosis import special as special_cases
from tests.diagnosis.every_task import for_each_task
from tests.grading.in_process import LocalStudent
from tests.mutation.mutate import Mutant, mutants

STUDENTS = ("ada", "ben", "cleo")  # each has different hidden numbers
EQUIVALENT = "equivalent.toml"  # in an exercise's folder
REPOSITORY = Path(__file__).resolve().parents[2]
PAGE = REPOSITORY / "docs" / "mutants.md"
HEAD = """\
# Mutants

Written by `make mutants`. Each reference solution is changed in one place at a time, in every way that
`tests/mutation/mutate.py` knows: a comparison or an operator is replaced, a number is one more or less, a condition is
always true or false, an error is not raised, an argument is left out. The hidden tests must detect each of these
mutants with the numbers of each of {students} students. An equivalent mutant does the same as the original, so no test
can detect it; the file `equivalent.toml` in the exercise's folder says why.

| exercise | function | mutants | killed | equivalent | survivors |
| --- | --- | --: | --: | --: | --- |
"""
SPECIAL_HEAD = """
# Mistakes under a condition

Each slip of the mistake models is tried under conditions on the arguments (only if the input is square, only for ints,
only from the second call on, ...), which `tests/diagnosis/slipped.py` and the models list. A slip under a condition
counts if it changes a result of {calls} random legal calls. The hidden tests must detect it with the numbers of each of
{students} students.

| exercise | function | tried | detected | survivors |
| --- | --- | --: | --: | --- |
"""


def functions(exercise: Exercise) -> tuple[list[ast.stmt], list[ast.FunctionDef]]:
    """The statements of a solution without its visible checks, and the functions in its answer cells among them."""
    script = exercise.source.read_text(encoding="utf-8")
    kept = (ast.Import, ast.ImportFrom, ast.Assign, ast.FunctionDef)
    body = [node for node in ast.parse(script).body if isinstance(node, kept)]
    answers = "".join(
        cell for cell in re.split(r"^# %%", script, flags=re.MULTILINE) if cell.startswith(' role="answer"')
    )
    names = set(re.findall(r"^def (\w+)", answers, flags=re.MULTILINE))
    return body, [node for node in body if isinstance(node, ast.FunctionDef) and node.name in names]


def defined(exercise: Exercise, body: list[ast.stmt]) -> dict[str, Any]:
    """The names that these statements define, as a module of the exercise's package."""
    names = {
        "__name__": f"{load_reference(exercise).__name__}_mutant",
        "__package__": load_reference(exercise).__package__,
    }
    exec(compile(ast.Module(body, []), "<mutant>", "exec"), names)
    return names


def is_detected(tests: HiddenTests, course: Course, body: list[ast.stmt], mutant: Mutant) -> bool:
    """Whether the hidden tests detect a mutant with the numbers of every student."""
    changed = [mutant.tree if getattr(node, "name", None) == mutant.function else node for node in body]
    try:
        names = defined(tests.exercise, changed)
    except Exception:
        return True  # it cannot even be defined
    tasks = tests.exercise.task_names
    own = [mutant.function] if mutant.function in tasks else tasks
    student = LocalStudent(names, seconds=0.5)
    return all(any(_fails(tests, course, student, name, task) for task in own) for name in STUDENTS)


def _fails(tests: HiddenTests, course: Course, student: LocalStudent, name: str, task: str) -> bool:
    for test in tests.of(task):
        [outcome] = tests.run(student, name, course.seed, [test])
        if outcome.error is not None:
            return True
    return False


def rows(tests: HiddenTests, course: Course) -> Iterator[tuple[str, Counter, list[str]]]:
    """For each function of an exercise: its name, the number of mutants with each verdict, and the survivors.

    Raises RuntimeError if the tests fail for the unchanged solution, since then they would detect every mutant.
    """
    known = equivalent(tests.exercise)
    body, answers = functions(tests.exercise)
    original = LocalStudent(defined(tests.exercise, body))
    for task in tests.exercise.task_names:
        if _fails(tests, course, original, STUDENTS[0], task):
            raise RuntimeError(f"{tests.exercise.name}: the hidden tests of {task} fail for the unchanged solution")
    for function in answers:
        count, survivors, unused = Counter(), [], {place for place in known if place.startswith(f"{function.name}:")}
        for mutant in mutants(function):
            place = f"{mutant.function}: {mutant.change}"
            verdict = (
                "killed" if is_detected(tests, course, body, mutant) else "equivalent" if place in known else "survivor"
            )
            if verdict == "survivor":
                survivors.append(place)
            elif verdict == "equivalent":
                unused.discard(place)
            count[verdict] += 1
        survivors += [f"{EQUIVALENT} is wrong, this mutant is killed: {place}" for place in sorted(unused)]
        yield function.name, count, survivors


def equivalent(exercise: Exercise) -> dict[str, str]:
    """The mutants of an exercise that do the same as the original, with the reasons."""
    path = exercise.folder / EQUIVALENT
    return tomllib.loads(path.read_text(encoding="utf-8")) if path.is_file() else {}


def main() -> int:
    """Print the tables and write them into the docs. Returns 1 if a mutant or a mistake under a condition survived."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("exercise", nargs="?")
    chosen = parser.parse_args().exercise
    course = load_course(REPOSITORY)
    exercises = course.exercises if chosen is None else (course.exercise(chosen),)
    mutated, survived = _mutants(course, exercises)
    special, undetected = _special_cases(exercises)
    if chosen is None:
        head = SPECIAL_HEAD.format(students=len(special_cases.STUDENTS), calls=special_cases.CALLS)
        text = [HEAD.format(students=len(STUDENTS)), *mutated, head, *special]
        PAGE.write_text("".join(text), encoding="utf-8")
    return 1 if survived or undetected else 0


def _mutants(course: Course, exercises: Sequence[Exercise]) -> tuple[list[str], int]:
    """The rows of the first table, which are printed, and the number of survivors."""
    lines, total, survivors = [], Counter(), 0
    for exercise in exercises:
        for function, count, survived in rows(collect(exercise), course):
            lines.append(_row(exercise.name, f"`{function}`", *_numbers(count)))
            print(lines[-1].rstrip(), *survived, sep="\n    ", flush=True)
            total.update(count)
            survivors += len(survived)
    lines.append(_row("**all**", "", *_numbers(total)))
    print(lines[-1].rstrip())
    return lines, survivors


def _special_cases(exercises: Sequence[Exercise]) -> tuple[list[str], int]:
    """The rows of the second table, which are printed, and the number of survivors."""
    exercise_of = {task: exercise.name for exercise in exercises for task in exercise.task_names}
    lines, total = [], Counter()
    for task, tried in for_each_task(special_cases.try_special_cases, [*exercise_of]):
        missed = len(tried.survivors)
        lines.append(_row(exercise_of[task], f"`{task}`", tried.count, tried.count - missed, missed or "none"))
        print(lines[-1].rstrip(), *tried.survivors, sep="\n    ", flush=True)
        total.update(tried=tried.count, missed=missed)
    detected = total["tried"] - total["missed"]
    lines.append(_row("**all**", "", total["tried"], detected, total["missed"] or "none"))
    print(lines[-1].rstrip())
    return lines, total["missed"]


def _numbers(count: Counter) -> list[object]:
    return [count.total(), count["killed"], count["equivalent"], count["survivor"] or "none"]


def _row(*cells: object) -> str:
    return f"| {' | '.join(map(str, cells))} |\n"


if __name__ == "__main__":
    sys.exit(main())
