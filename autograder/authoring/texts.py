"""Fill in what texts say about the course: placeholders in notebooks, tables between markers in READMEs."""

import re
from collections.abc import Mapping

from autograder.course.config import Course, Exercise
from autograder.errors import CourseError, display_path

PLACEHOLDER = re.compile(r"\{\{(\w+)\}\}")
BEGIN = re.compile(r"<!-- (\w+): written by make release -->\n")
BLOCK = re.compile(rf"({BEGIN.pattern}).*?(<!-- end of \2 -->)", re.DOTALL)


def fill_in(text: str, values: Mapping[str, str], place: str) -> str:
    """The text with each `{{name}}` replaced by its value. Raises CourseError for a name that has none.

    `place` is where the text comes from, for the error.
    """

    def value(match: re.Match[str]) -> str:
        if match[1] not in values:
            known = ", ".join(f"{{{{{name}}}}}" for name in sorted(values))
            raise CourseError(f"{place}: there is no value for {match[0]}. Known are: {known}.")
        return values[match[1]]

    return PLACEHOLDER.sub(value, text)


def notebook_values(exercise: Exercise) -> dict[str, str]:
    """What the text of an exercise's notebook may say about it."""
    return {
        "title": exercise.title,
        "notes": exercise.notes,
        "points": f"{exercise.max_score:g}",
        "packages": listed(exercise.packages),
    }


def listed(names: tuple[str, ...]) -> str:
    """Names as code, with commas."""
    return ", ".join(f"`{name}`" for name in names)


def with_tables(text: str, course: Course) -> str:
    """The text of README.md with new tables between `<!-- x: written by make release -->` and `<!-- end of x -->`.

    Raises CourseError for an unknown name, and for a first marker without a second one.
    """
    missing = set(BEGIN.findall(text)) - {block[2] for block in BLOCK.finditer(text)}
    if missing:
        name = sorted(missing)[0]
        raise CourseError(f"{_readme(course)}: the table {name} needs the line <!-- end of {name} --> below it.")
    return BLOCK.sub(lambda block: f"{block[1]}{_table(block[2], course)}{block[3]}", text)


def _readme(course: Course) -> str:
    return display_path(course.root / "README.md")


def _table(name: str, course: Course) -> str:
    if name == "exercises":
        return exercises_table(course)
    if name == "notebooks":
        return notebooks_table(course)
    raise CourseError(f"{_readme(course)}: there is no table {name!r}. Known are exercises and notebooks.")


def exercises_table(course: Course) -> str:
    """The course's exercises for instructors, as a Markdown table."""
    rows = [
        f"| `{one.name}` | {one.notes} | {one.max_score:g} | {listed(one.task_names)} |\n" for one in course.exercises
    ]
    return "".join(["| exercise | notes | points | functions |\n", "| --- | --- | --: | --- |\n", *rows])


def notebooks_table(course: Course) -> str:
    """The course's notebooks for students, as a Markdown table."""
    rows = [f"| `{one.name}/{one.name}.ipynb` | {one.notes} | {one.max_score:g} |\n" for one in course.exercises]
    return "".join(["| notebook | notes | points |\n", "| --- | --- | --: |\n", *rows])
