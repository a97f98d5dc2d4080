"""The table of mutants: the hidden tests must notice every small change of a reference solution, for every student.

    python -m tests.mutants     prints the table and writes docs/mutants.md

A mutant that no test notices is a gap, unless `equivalent.toml` says why it does the same as the original.
"""

import ast
import re
import sys
import tomllib
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from autograder.course import config as course_file
from autograder.course.config import ROOT, Course, Exercise, source_of
from autograder.grading.hidden_tests import HiddenTests, collect
from tests.local import LocalStudent
from tests.mutate import Mutant, mutants

STUDENTS = ("ada", "ben", "cleo")  # each has other hidden numbers
EQUIVALENT = Path(__file__).with_name("equivalent.toml")
PAGE = ROOT / "docs" / "mutants.md"
HEAD = """\
# Mutants

Written by `make mutants`. Each reference solution is changed in one place at a time, in every way that
`tests/mutate.py` knows: a comparison or an operator exchanged, a number one more or less, a condition always true or
false, an error not raised, an argument left out. The hidden tests have to notice each of these mutants with the numbers
of each of {students} students. A mutant that nothing can notice does the same as the original; `tests/equivalent.toml`
says why.

| exercise | function | mutants | killed | equivalent | survivors |
| --- | --- | --: | --: | --: | --- |
"""


def functions(exercise: Exercise) -> tuple[list[ast.stmt], list[ast.FunctionDef]]:
    """What of a solution runs without its visible checks, and the functions in the cells for answers among it."""
    script = source_of(exercise.name).read_text(encoding="utf-8")
    kept = (ast.Import, ast.ImportFrom, ast.Assign, ast.FunctionDef)
    body = [node for node in ast.parse(script).body if isinstance(node, kept)]
    answers = "".join(
        cell for cell in re.split(r"^# %%", script, flags=re.MULTILINE) if cell.startswith(' role="answer"')
    )
    names = set(re.findall(r"^def (\w+)", answers, flags=re.MULTILINE))
    return body, [node for node in body if isinstance(node, ast.FunctionDef) and node.name in names]


def judge(tests: HiddenTests, course: Course, body: list[ast.stmt], mutant: Mutant) -> bool:
    """Whether the hidden tests notice a mutant with the numbers of every student."""
    changed = [mutant.tree if getattr(node, "name", None) == mutant.function else node for node in body]
    names: dict = {}
    try:
        exec(compile(ast.Module(changed, []), "<mutant>", "exec"), names)
    except Exception:
        return True  # it cannot even be defined
    tasks = [task.name for task in tests.exercise.tasks]
    own = [mutant.function] if mutant.function in tasks else tasks
    student = LocalStudent(names, seconds=0.5)
    return all(any(_notices(tests, course, student, name, task) for task in own) for name in STUDENTS)


def _notices(tests, course, student, name, task):
    for test in tests.of(task):
        [finding] = tests.run(student, name, course.seed, [test])
        if finding.error is not None:
            return True
    return False


def rows(tests: HiddenTests, course: Course, known: dict[str, str]) -> Iterator[tuple[str, Counter, list[str]]]:
    """For each function of an exercise: its name, how many mutants came to which verdict, and what survived.

    `known` are the mutants that do the same as the original, with the reasons.
    """
    body, defined = functions(tests.exercise)
    for function in defined:
        count, survivors, unused = Counter(), [], {place for place in known if place.startswith(f"{function.name}:")}
        for mutant in mutants(function):
            place = f"{mutant.function}: {mutant.change}"
            verdict = "killed" if judge(tests, course, body, mutant) else "equivalent" if place in known else "survivor"
            if verdict == "survivor":
                survivors.append(place)
            elif verdict == "equivalent":
                unused.discard(place)
            count[verdict] += 1
        survivors += [f"tests/equivalent.toml is wrong, this mutant is killed: {place}" for place in sorted(unused)]
        yield function.name, count, survivors


def main() -> int:
    """Print the table and write it into the docs. Returns 1 where a mutant survived."""
    course, known = course_file.load(), tomllib.loads(EQUIVALENT.read_text(encoding="utf-8"))
    lines, total, survivors = [], Counter(), []

    for exercise in course.exercises:
        for function, count, survived in rows(collect(exercise), course, known.get(exercise.name, {})):
            lines.append(_row(exercise.name, f"`{function}`", count))
            print(lines[-1], *survived, sep="\n    ", flush=True)
            total.update(count)
            survivors.extend(survived)
    lines.append(_row("**all**", "", total))
    print(lines[-1])
    PAGE.parent.mkdir(exist_ok=True)
    PAGE.write_text(HEAD.format(students=len(STUDENTS)) + "\n".join(lines) + "\n", encoding="utf-8")
    return 1 if survivors else 0


def _row(exercise, function, count):
    cells = exercise, function, count.total(), count["killed"], count["equivalent"], count["survivor"] or "none"
    return f"| {' | '.join(map(str, cells))} |"


if __name__ == "__main__":
    sys.exit(main())
