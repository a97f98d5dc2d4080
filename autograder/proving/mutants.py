"""Change the reference solutions in every small way: the hidden tests must notice each change, for every student.

A mutant that no test detects is a gap, unless the exercise's equivalent.toml says why it does the same as the original.
Then every mistake of the models is tried under every condition (`special_cases.py`). `make mutants` writes the tables.
"""

import ast
import re
import tomllib
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any

from autograder.course.config import Course, Exercise
from autograder.course.content import load_reference
from autograder.errors import CourseError
from autograder.grading.hidden_tests import HiddenTests, collect
from autograder.proving import special_cases
from autograder.proving.every_task import for_each_task
from autograder.proving.in_process import LocalStudent, seed_of
from autograder.proving.mutate import Definition, Mutant, mutants
from autograder.proving.pages import Say, block, table_row, write_page

STUDENTS = ("ada", "ben", "cleo")  # each has other hidden numbers, by a seed of its own (`seed_of`)
EQUIVALENT = "equivalent.toml"  # in an exercise's folder
PAGE = "mutants"
HEAD = """\
# Mutants

Written by `make mutants`. Each reference solution is changed in one place at a time, in every way that
`autograder/proving/mutate.py` knows: a comparison or an operator is replaced, a number is one more or less, a condition
is always true or false, an error is not raised, an argument is left out. The hidden tests must detect each of these
mutants with the numbers of each of {students} students. An equivalent mutant does the same as the original, so no test
can detect it; the file `equivalent.toml` in the exercise's folder says why.

"""
COLUMNS = ("exercise", "function", "mutants", "killed", "equivalent", "survivors")
SPECIAL_HEAD = """
# Mistakes under a condition

Each slip of the mistake models is tried under conditions on the arguments (only if the input is square, only for ints,
only from the second call on, ...), which `autograder/proving/slipped.py` and the models list. A slip under a condition
counts if it changes a result of {calls} random legal calls. The hidden tests must detect it with the numbers of each of
{students} students.

"""
SPECIAL_COLUMNS = ("exercise", "function", "tried", "detected", "survivors")
ADVICE = "Survivors are changes of the solution that no hidden test notices. Test a call in which each one matters."
SPECIAL_ADVICE = (
    "Survivors are mistakes that no hidden test notices if students make them only in this case. Draw calls of each "
    "case, for example in the test in which all of it works together."
)


def functions(exercise: Exercise) -> tuple[list[ast.stmt], list[Definition]]:
    """The statements of a solution without its visible checks, and the functions and classes in its answer cells."""
    script = exercise.source.read_text(encoding="utf-8")
    kept = (ast.Import, ast.ImportFrom, ast.Assign, ast.FunctionDef, ast.ClassDef)
    body: list[ast.stmt] = [node for node in ast.parse(script).body if isinstance(node, kept)]
    answers = "".join(
        cell for cell in re.split(r"^# %%", script, flags=re.MULTILINE) if cell.startswith(' role="answer"')
    )
    names = set(re.findall(r"^(?:def|class) (\w+)", answers, flags=re.MULTILINE))
    return body, [node for node in body if isinstance(node, Definition) and node.name in names]


def defined(exercise: Exercise, body: list[ast.stmt]) -> dict[str, Any]:
    """The names that these statements define, as a module of the exercise's package."""
    names = {
        "__name__": f"{load_reference(exercise).__name__}_mutant",
        "__package__": load_reference(exercise).__package__,
    }
    exec(compile(ast.Module(body, []), "<mutant>", "exec"), names)
    return names


def is_detected(tests: HiddenTests, course: Course, body: list[ast.stmt], mutant: Mutant) -> bool:
    """Whether the hidden tests notice a mutant with the numbers of every student."""
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
        [outcome] = tests.run(student.as_student(), name, seed_of(course, name), [test])
        if outcome.error is not None:
            return True
    return False


def rows(tests: HiddenTests, course: Course) -> Iterator[tuple[str, Counter[str], list[str]]]:
    """For each function of an exercise: its name, the number of mutants with each verdict, and the survivors.

    Raises CourseError if the tests fail for the unchanged solution, since then they would notice every mutant.
    """
    known = equivalent(tests.exercise)
    body, answers = functions(tests.exercise)
    original = LocalStudent(defined(tests.exercise, body))
    for task in tests.exercise.task_names:
        if _fails(tests, course, original, STUDENTS[0], task):
            raise CourseError(
                f"{tests.exercise.name}: the hidden tests of {task} fail for the unchanged solution. "
                f"See why with: autograder check {tests.exercise.name}"
            )
    for function in answers:
        count, survivors = Counter[str](), []
        unused = {place for place in known if place.startswith(f"{function.name}:")}
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


def try_everything(course: Course, names: Sequence[str], say: Say) -> int:
    """Say the mutants of the exercises with these names, and their mistakes under conditions. Returns how many survive.

    Without names, all exercises are tried, and both tables are written to docs/mutants.md.
    """
    exercises = tuple(map(course.exercise, dict.fromkeys(names))) or course.exercises
    mutated, survived = _mutants(course, exercises, say)
    special, undetected = _special_cases(course, exercises, say)
    if not names:
        head = SPECIAL_HEAD.format(students=len(special_cases.STUDENTS), calls=special_cases.CALLS)
        rows = [HEAD.format(students=len(STUDENTS)), *(f"{row}\n" for row in mutated)]
        write_page(course, PAGE, "".join([*rows, head, *(f"{row}\n" for row in special)]))
    return survived + undetected


def _mutants(course: Course, exercises: Sequence[Exercise], say: Say) -> tuple[list[str], int]:
    """The rows of the first table, which are said, and the number of survivors."""
    lines, total, survivors = _columns(COLUMNS), Counter[str](), 0
    say("\n".join(["Mutants", *lines]))
    for exercise in exercises:
        for function, count, survived in rows(collect(exercise), course):
            lines.append(table_row([exercise.name, f"`{function}`", *_numbers(count)]))
            say(block(lines[-1], survived))
            total.update(count)
            survivors += len(survived)
    lines.append(table_row(["**all**", "", *_numbers(total)]))
    say(lines[-1])
    if survivors:
        say(ADVICE)
    return lines, survivors


def _special_cases(course: Course, exercises: Sequence[Exercise], say: Say) -> tuple[list[str], int]:
    """The rows of the second table, which are said, and the number of survivors."""
    tasks = [(exercise, task) for exercise in exercises for task in exercise.task_names]
    lines, total = _columns(SPECIAL_COLUMNS), Counter[str]()
    say("\n".join(["", "Mistakes under a condition", *lines]))
    found = for_each_task(course, special_cases.try_special_cases, tasks)
    for (exercise, _), (task, tried) in zip(tasks, found, strict=True):
        missed = len(tried.survivors)
        detected = tried.count - missed
        lines.append(table_row([exercise.name, f"`{task}`", tried.count, detected, missed or "none"]))
        say(block(lines[-1], tried.survivors))
        total.update(tried=tried.count, missed=missed, detected=detected)
    lines.append(table_row(["**all**", "", total["tried"], total["detected"], total["missed"] or "none"]))
    say(lines[-1])
    if total["missed"]:
        say(SPECIAL_ADVICE)
    return lines, total["missed"]


def _numbers(count: Counter[str]) -> list[object]:
    return [count.total(), count["killed"], count["equivalent"], count["survivor"] or "none"]


def _columns(names: Sequence[str]) -> list[str]:
    """The first two lines of a table. The columns between the names and the survivors have numbers."""
    return [table_row(names), table_row(["---", "---", *["--:"] * (len(names) - 3), "---"])]
