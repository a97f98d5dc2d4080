"""Collect what an instructor must look at before the scores of a class are given out."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from autograder.course.config import Course
from autograder.grading.result import Result, file_remarks
from autograder.reports.class_data import Attention, SimilarPair
from autograder.reports.class_list import ClassList, Key
from autograder.reports.marks import EARLIER_VERSION, NO_MARKS
from autograder.reports.statistics import DoubtfulTest
from autograder.reports.text import counted, student_id
from autograder.reports.total import waiting

SCORE, ANSWERS, TESTS, EARLIER, FILES, TIMES, EMPTY, SIMILAR, IDS = KINDS = (
    *("score", "answers", "tests", "earlier", "files", "times", "empty", "similar", "ids"),
)
NEARLY_EMPTY = 0.25  # of the points: who has attempted tasks of fewer points has handed in next to nothing
NOTHING_WRITTEN = "nothing is written"
LITTLE_WRITTEN = "only {} written"
DOUBT = "{}, “{}”: {}"
ALIKE = "{} and {} have unusual code in common"


def attention_of(
    course: Course,
    results: Sequence[Result],
    scores: Mapping[Key, float | None],
    class_list: ClassList,
    doubtful: Iterable[DoubtfulTest],
    similar: Iterable[SimilarPair] = (),
) -> list[Attention]:
    """Everything to look at, by kind. `scores` are the final ones."""
    found = [
        *(one for result in results for one in _of_result(result, scores, class_list)),
        *(Attention(TESTS, DOUBT.format(one.task, one.test, one.why), "", one.exercise) for one in doubtful),
        *(one for result in results for one in _empty(course, result)),
        *(Attention(TIMES, problem, *key) for key, problem in class_list.time_problems.items()),
        *(
            Attention(
                SIMILAR, ALIKE.format(*(_person(piece.student, class_list) for piece in one.pieces)), "", one.exercise
            )
            for one in similar
        ),
        *(Attention(IDS, remark) for remark in class_list.remarks()),
    ]
    return sorted(found, key=lambda one: KINDS.index(one.kind))


def has_no_score(result: Result, scores: Mapping[Key, float | None], class_list: ClassList) -> bool:
    """Whether a submission has no final score, for another reason than that a person grades answers in words."""
    key = _key(result)
    return scores.get(key) is None and not waiting(result, class_list.marks.get(key, NO_MARKS))


def _person(student: str, class_list: ClassList) -> str:
    name = class_list.names.get(student)
    return f"{name} ({student_id(student)})" if name else student_id(student)


def _of_result(result: Result, scores: Mapping[Key, float | None], class_list: ClassList) -> Iterator[Attention]:
    key = _key(result)
    marks = class_list.marks.get(key, NO_MARKS)
    if has_no_score(result, scores, class_list):
        why = f"{result.status}: {result.message}" if result.status != "graded" else "not recorded"
        yield Attention(SCORE, why, *key)
    for answer in waiting(result, marks):
        yield Attention(ANSWERS, f"{answer.task}, {counted(float(answer.max_score), 'point')}", *key)
    for one in marks.earlier:
        yield Attention(EARLIER, f"the manual score of {one.task} {EARLIER_VERSION}", *key)
    for remark in file_remarks(result):
        yield Attention(FILES, remark, *key)


def _empty(course: Course, result: Result) -> Iterator[Attention]:
    """Whether next to nothing is written, in a notebook that could be read."""
    points = unwritten_points(result)
    most = sum(task.max_score for task in result.tasks)
    if not points or any(answer.text for answer in result.written) or most - points > NEARLY_EMPTY * most:
        return
    written = [task.task for task in result.tasks if task.max_score and task.status != "missing"]
    yield Attention(EMPTY, LITTLE_WRITTEN.format(", ".join(written)) if written else NOTHING_WRITTEN, *_key(result))


def unwritten_points(result: Result) -> float:
    """The points of the tasks that the student has not attempted."""
    return float(sum(task.max_score for task in result.tasks if task.status == "missing"))


def _key(result: Result) -> Key:
    assert result.exercise is not None  # only single files can be of an unknown exercise
    return result.student, result.exercise
