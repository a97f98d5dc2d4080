"""Group the known mistakes of a class: one entry for each mistake, over tasks and students."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace

from autograder.course.config import Course
from autograder.grading.counterexample import RenderedValue
from autograder.grading.misconceptions import find_misconception
from autograder.grading.mistake_model import Misconception
from autograder.grading.result import Result
from autograder.grading.result_summary import smallest_case
from autograder.reports.class_data import Example, MistakeData

Place = tuple[str, str]  # an exercise and one of its tasks
Load = Callable[[str, str], Result | None]  # student, exercise → the result with all its tests
LONGEST_EXAMPLE = 700  # characters of a call or of a value


def mistakes_of(course: Course, results: Iterable[Result], load: Load | None = None) -> list[MistakeData]:
    """The known mistakes that the class made, those of most students first.

    The same mistake in several tasks is one. Its texts are those of the first of these tasks in the course's order. It
    counts once for each submission. `load` finds the results from which examples are taken; without it, there are none.
    """
    made: dict[str, dict[Place, dict[str, int]]] = defaultdict(lambda: defaultdict(dict))
    for result in results:
        for task in result.tasks:
            for mistake in task.misconceptions:
                made[mistake.name][str(result.exercise), task.task][result.student] = mistake.shortest
    found = [one for name, places in made.items() for one in _mistake(course, name, places, load)]
    return sorted(found, key=lambda one: (-len(one.students), -one.submissions, one.name))


def _mistake(
    course: Course, name: str, places: dict[Place, dict[str, int]], load: Load | None
) -> Iterator[MistakeData]:
    """One mistake; nothing if the course does not know it any more. `places` → student → size of the smallest case."""
    known: dict[Place, Misconception] = {}
    for exercise in course.exercises:
        for task in exercise.task_names:
            text = find_misconception(exercise, task, name) if (exercise.name, task) in places else None
            if text is not None:
                known[exercise.name, task] = text
    if not known:
        return
    text = next(iter(known.values()))
    submissions = {(exercise, student) for exercise, task in known for student in places[exercise, task]}
    students = sorted({student for _, student in submissions})
    one = MistakeData(
        name, text.explanation, text.hint, text.section, len(submissions), tuple(task for _, task in known),
        tuple(students),
    )  # fmt: skip
    if load is None or len(students) == 1:
        yield one
        return
    sizes = [(size, place, student) for place in known for student, size in places[place].items() if size]
    yield replace(one, example=_example(name, *min(sizes)[1:], load) if sizes else None)


def _example(name: str, place: Place, student: str, load: Load) -> Example | None:
    """The smallest call in which this student's mistake shows."""
    exercise, task = place
    result = load(student, exercise)
    own = next((one for one in (result.tasks if result else ()) if one.task == task), None)
    if own is None:
        return None
    cases = {test.name: test.case for test in own.tests if test.case is not None}
    explained = [test for mistake in own.misconceptions if mistake.name == name for test in mistake.explains]
    sizes = {test: case.size for test, case in cases.items()}
    _, test = smallest_case(explained, [mistake.explains for mistake in own.misconceptions], sizes)
    if not test:
        return None
    texts = cases[test].call, plain_value(cases[test].expected), plain_value(cases[test].received)
    return Example(student, exercise, task, test, *map(_shortened, texts))


def _shortened(text: str) -> str:
    return text if len(text) <= LONGEST_EXAMPLE else f"{text[:LONGEST_EXAMPLE]}…"


def plain_value(value: RenderedValue) -> str:
    """A value of an example as text: an array as nested lists, each row in a line."""
    if not value.cells:
        return value.text
    parts: Sequence[str] = value.cells
    for axis, length in enumerate(reversed(value.shape)):
        between = ", " if axis == 0 else "," + "\n" * axis + " " * (len(value.shape) - axis)
        parts = [f"[{between.join(parts[start : start + length])}]" for start in range(0, len(parts), length)]
    return parts[0]
