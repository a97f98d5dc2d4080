"""Write the feedback on a submission as Markdown, for places that show no HTML page, such as a comment on GitHub.

It is made from the same views as the page, and says the same, without grids of numbers. Everything that can come from
student code is in blocks or spans of code: so it is no Markdown, links to nothing, and mentions nobody.
"""

import re
from collections.abc import Iterable, Iterator, Sequence

from autograder.course.config import Course
from autograder.grading.judged_tests import JudgedTests
from autograder.grading.result import Result, WrittenAnswer, cell_problems, file_remarks, follow_through_label
from autograder.reports.feedback import FailedTest, TaskView, task_views
from autograder.reports.marks import NO_MARKS, Marks
from autograder.reports.text import counted, number, printable
from autograder.reports.total import total_of

SPECIAL = re.compile(r"([\\`*_{}\[\]()<>#+\-.!|~&@$:])")
STATUS = {
    "passed": "all tests passed",
    "partial": "partly correct",
    "failed": "not correct yet",
    "missing": "not written yet",
    "timeout": "takes too long",
    "unscored": "optional, no points",
}
CUT = "\n\n(The rest is left out, because it is too long.)\n"
OUR_FAULT = (
    "An error in the grading system stopped the grading. This is not your fault: your instructor sees the error."
)


def feedback_markdown(course: Course, result: Result, marks: Marks = NO_MARKS) -> str:
    """The feedback that a student reads. `marks` are those of people in the gradebook, and the late penalty."""
    assert result.exercise is not None  # only single files can be of an unknown exercise, and they get no feedback
    exercise = course.exercise(result.exercise)
    return "\n".join(
        [
            f"# {plain(exercise.title)}",
            "",
            *_total(course, result, marks),
            *_blocks("About the file that you handed in:", "\n".join(file_remarks(result))),
            *_blocks("These messages appeared when your notebook was run:", cell_problems(result)),
            *(line for view in task_views(course, result, marks) for line in _task(view, exercise.reveal)),
            *(line for answer in result.written for line in _written(answer, marks)),
            "",
        ]
    )


def plain(text: str) -> str:
    """A text in which Markdown finds no markup."""
    return SPECIAL.sub(r"\\\1", " ".join(printable(text).split()))


def block(text: str) -> str:
    """A block of code. Nothing in the text ends it."""
    shown = printable(text).strip("\n")
    longest = max((len(run) for run in re.findall("`+", shown)), default=0)
    fence = "`" * max(3, longest + 1)
    return f"{fence}text\n{shown}\n{fence}"


def shortened(text: str, most: int) -> str:
    """The text with at most so many characters. It is cut between two sections."""
    if len(text) <= most:
        return text
    kept = text[: most - len(CUT)]
    return kept[: max(kept.rfind("\n## "), 0)] + CUT


def _total(course: Course, result: Result, marks: Marks) -> Iterator[str]:
    total = total_of(course.exercise(str(result.exercise)), result, marks)
    if total.points is not None:
        so_far = " so far" if total.by_person else ""
        yield f"**{number(total.points)} of {number(total.most)} points{so_far}**"
        if total.by_person:
            yield f"\n{counted(total.by_person, 'more point')} graded by a person."
        yield from (f"\n- {words}: {points}" for words, points in total.parts)
    else:
        yield "**Not graded yet**"
    if result.status == "unreadable":
        yield from _blocks("No notebook could be read. Please fix that, and hand it in again:", result.message)
    elif result.status == "error":
        yield f"\n{OUR_FAULT}"
    yield ""


def _task(view: TaskView, reveal: str) -> Iterator[str]:
    title = f"## `{view.name}`"
    manual = view.marks.manual
    if manual is not None:
        title += f": {number(manual)} of {number(view.max_score)} points, given by your instructor"
    elif view.status != "untested":
        title += f": {STATUS[view.status]}, {number(view.score)} of {number(view.max_score)} points"
    yield f"{title}\n"
    if view.marks.comment:
        yield from _blocks("Comment of your instructor:", view.marks.comment)
    if reveal == "score":
        return
    if view.own_tests is not None:
        yield from _own_tests(view.own_tests)
        return
    yield from (f"- ✓ {plain(one.name)}{plain(follow_through_label(one))} ({_points(one.earned, one.points)})"
                for one in view.passed)  # fmt: skip
    for mistake in view.mistakes:
        yield f"\n**{plain(mistake.mistake.explanation)}** {plain(mistake.mistake.hint)}\n"
        yield from _failed(mistake.failed, reveal)
    if view.shared:
        yield "\nSeveral of these mistakes make these tests fail:\n"
        yield from _failed(view.shared, reveal)
    if view.unexplained:
        yield "\nNo known mistake explains why these tests fail:\n"
        yield from _failed(view.unexplained, reveal)
    yield ""


def _written(answer: WrittenAnswer, marks: Marks) -> Iterator[str]:
    own = marks.of(answer.task)
    score = own.manual if own.manual is not None else answer.score
    points = counted(float(answer.max_score), "point")
    how = f"{points}, graded by a person" if score is None else f"{number(score)} of {points}"
    yield f"## `{answer.task}`: {how}\n"
    yield from _blocks("Comment of your instructor:", own.comment)


def _failed(tests: Sequence[FailedTest], reveal: str) -> Iterator[str]:
    for failed in tests:
        test = failed.test
        again = f", {failed.repeats}" if failed.repeats else ""
        yield f"- ✗ {plain(test.name)} ({_points(test.earned, test.points)}){again}"
        if test.message and failed.repeats is None and (reveal == "case" or test.case is None):
            yield f"\n{_indented(block(test.message))}\n"


def _own_tests(tests: JudgedTests) -> Iterator[str]:
    if tests.rejected:
        yield "A test must hold for every right function. These do not:\n"
        yield from (f"{block(f'{one.call}{chr(10)}{one.why}')}\n" for one in tests.rejected)
    elif tests.count:
        yield f"Your tests notice {tests.noticed} of {counted(tests.mistakes, 'mistake')}."
        if tests.missed:
            yield f"\nThis one, for example, passes all of them: {plain(tests.missed.explanation)}"
    yield ""


def _points(earned: float, most: float) -> str:
    return f"{number(earned)} of {number(most)}"


def _blocks(heading: str, text: str) -> Iterable[str]:
    return (f"\n{heading}\n", block(text), "") if text else ()


def _indented(text: str) -> str:
    """A block inside of an item of a list."""
    return "\n".join(f"  {line}" for line in text.split("\n"))
