"""The class report: the page of the class, and grades.csv."""

import csv
import html
import io
import re
from collections import Counter
from dataclasses import replace

import pytest

from autograder.course.loading import load_course
from autograder.course.paths import ClassPaths
from autograder.grading import general_mistakes
from autograder.grading.result import OTHER_EXERCISE, NamedMistake, Result, TaskResult
from autograder.reports.class_list import ClassList
from autograder.reports.class_report import grades_csv, write_report
from autograder.reports.marks import MARK_COLUMNS
from autograder.reports.statistics import TaskStatistics, misconception_counts, task_statistics
from autograder.sandbox.limits import UNSAFE
from tests.grading.one_exercise import course_of

SHARED = """
class Scaled(Model):
    def compute(self, x):
        return self.result(self.factor() * x)

    @decision("§1")
    def factor(self):
        return 2

    @factor.slip("Call {task} with 1.")
    def not_multiplied(self):
        \"\"\"You return the argument. Multiply it.\"\"\"
        return 1

    @decision("§2")
    def result(self, value):
        return value
"""
MODELS = """
from autograder.grading.mistake_model import Model, decision
{shared}

class First(Scaled, task="{first}"):
    @Scaled.result.slip("Add nothing.")
    def one_more(self, value):
        \"\"\"You add 1.\"\"\"
        return value + 1


class Second(Scaled, task="{second}"):
    @Scaled.factor.slip("Call {second} with 2.")
    def not_multiplied(self):
        \"\"\"Another text of the same mistake.\"\"\"
        return 1
"""
SOLUTION = "def {0}(x):\n    return 2 * x\n\ndef {1}(x):\n    return 2 * x\n"
TESTS = """
@pytest.mark.task("{0}", points=1)
def test_{0}(student):
    \"\"\"the value\"\"\"

@pytest.mark.task("{1}", points=1)
def test_{1}(student):
    \"\"\"the value\"\"\"
"""


@pytest.fixture
def two_exercises(tmp_path):
    """A course with the tasks `double` and `twice` in the exercise `one`, and `triple` and `times` in `two`. The
    mistake `not_multiplied` is in all of them, `one_more` in `double` and `triple`."""
    for name, tasks in (("one", ("double", "twice")), ("two", ("triple", "times"))):
        models = MODELS.format(shared=SHARED, first=tasks[0], second=tasks[1])
        points = "\n".join(f"{task} = 1" for task in tasks)
        course_of(tmp_path, SOLUTION.format(*tasks), TESTS.format(*tasks), points, name=name, mistakes=models)
    config = tmp_path / "course.toml"
    config.write_text(config.read_text().replace('order = ["two"]', 'order = ["one", "two"]'))
    return load_course(tmp_path)


def made(student, exercise, **mistakes):
    """A result of an exercise with the names of mistakes in its tasks."""
    tasks = [
        TaskResult(task, 0, 1, "failed", "", names[0] if names else None, (), tuple(map(NamedMistake, names)))
        for task, names in mistakes.items()
    ]
    return Result(student, exercise, "graded", 0, 2, tasks=tuple(tasks))


def counts(course, *results):
    return [(one.misconception.name, one.submissions, one.tasks) for one in misconception_counts(course, results)]


def sums(student, *scores, mistakes=(None, None)):
    """A result of `sums` with these scores for window_sums (of 4) and window_means (of 3)."""
    tasks = [
        TaskResult(
            task,
            score,
            most,
            "passed" if score == most else "partial" if score else "failed",
            "",
            name,
            (),
            (NamedMistake(name),) if name else (),
        )
        for task, score, most, name in zip(("window_sums", "window_means"), scores, (4, 3), mistakes, strict=True)
    ]
    return Result(student, "sums", "graded", sum(scores), 7, tier=1, tasks=tuple(tasks))


def unreadable(student, **changes):
    return Result(student, "sums", "unreadable", None, 7, message="the file is empty", **changes)


@pytest.fixture
def page(course, tmp_path):
    """Make the text of the class's page."""

    def make(*results, scores=None, class_list=None):
        paths = ClassPaths(tmp_path, tmp_path)
        write_report(paths, course, list(results), scores or {}, class_list)
        source = (paths.report / "index.html").read_text(encoding="utf-8")
        text = re.sub(r"<style.*?</style>|<[^>]+>", " ", source, flags=re.DOTALL)
        return re.sub(r"\s+", " ", html.unescape(text))

    return make


def table(course, results, scores, class_list=None):
    return list(csv.DictReader(io.StringIO(grades_csv(course, results, scores, class_list))))


def test_tasks_are_counted_over_graded_submissions(course):
    """A task has its number of submissions, of complete and of partial solutions, and its mean share of points."""
    results = [sums("ada", 4, 3), sums("ben", 2, 0), sums("cleo", 0, 1.5), unreadable("dan")]
    assert task_statistics(course, results) == [
        TaskStatistics("sums", "window_sums", submissions=3, solved=1, partly_solved=1, share=0.5),
        TaskStatistics("sums", "window_means", submissions=3, solved=1, partly_solved=1, share=0.5),
    ]


def test_the_most_frequent_mistake_comes_first(two_exercises):
    """Mistakes are counted over submissions, also the second and third one in a task."""
    ada = made("ada", "one", double=("one_more",))
    ben = made("ben", "one", double=("not_multiplied", "one_more"))
    assert counts(two_exercises, ada, ben) == [("one_more", 2, ("double",)), ("not_multiplied", 1, ("double",))]
    cleo = made("cleo", "one", twice=("not_multiplied",)), made("cleo", "two", times=("not_multiplied",))
    assert [name for name, *_ in counts(two_exercises, ada, ben, *cleo)] == ["not_multiplied", "one_more"]


def test_a_mistake_in_several_tasks_is_one(two_exercises):
    """It is counted once for each submission that contains it. Its tasks are listed in the course's order."""
    name = ("not_multiplied",)
    results = (
        made("ada", "two", times=name),
        made("ada", "one", twice=name, double=name),
        made("ben", "one", twice=name),
    )
    assert counts(two_exercises, *results) == [("not_multiplied", 3, ("double", "twice", "times"))]


def test_a_mistake_has_the_text_of_its_first_task(two_exercises):
    """The texts are those of the course's model."""
    results = made("ada", "one", twice=("not_multiplied",)), made("ben", "one", double=("not_multiplied",))
    [one] = misconception_counts(two_exercises, results)
    assert one.misconception.explanation == "You return the argument. Multiply it."
    [one] = misconception_counts(two_exercises, results[:1])
    assert one.misconception.explanation == "Another text of the same mistake."


def test_a_mistake_that_any_function_can_have_is_counted(two_exercises):
    """No model describes it. Its text is a general one."""
    results = [made("ada", "one", double=("several_checks_missing",), twice=("changes_its_arguments",))]
    assert [one.misconception for one in misconception_counts(two_exercises, results)] == [
        general_mistakes.CHANGES_ITS_ARGUMENTS, general_mistakes.SEVERAL_CHECKS_MISSING,
    ]  # fmt: skip


def test_a_mistake_that_the_course_does_not_know_is_left_out(two_exercises):
    """Results can be older than the models: the mistake counts in those tasks that still have it."""
    ada = made("ada", "one", double=("removed", "not_multiplied"), twice=("one_more",))
    ben = made("ben", "two", triple=("one_more",), times=("one_more",))
    assert counts(two_exercises, ada, ben) == [("not_multiplied", 1, ("double",)), ("one_more", 1, ("triple",))]


def test_the_page_shows_tasks_mistakes_and_students(page):
    """The page has a table of each, with counts in words that match their number."""
    text = page(sums("ada", 3, 3, mistakes=("one_window_short", None)))
    assert "1 student, 1 submission " in text
    assert "sums window_sums 1 0 1 75 %" in text
    assert "Submissions Mistake Tasks Notes 1 You leave out the last window: it ends" in text
    assert "one_window_short window_sums §1" in text
    assert "Window sums (7) Shifts (6) ada 6" in text
    assert "2 students, 2 submissions " in page(sums("ada", 4, 3), sums("ben", 4, 3))


def test_a_class_without_mistakes_has_no_table_of_mistakes(page):
    """An empty table is left out."""
    assert "Mistakes by frequency" not in page(sums("ada", 4, 3))
    assert "Mistakes by frequency" in page(sums("ada", 3, 3, mistakes=("one_window_short", None)))


def test_submissions_without_a_score_are_listed(page):
    """The page lists what the instructor must look at, until it has a manual grade."""
    text = page(unreadable("ada"), sums("ben", 4, 3))
    assert "Without a score: 1 submission." in text
    assert "ada , sums (unreadable): the file is empty" in text
    assert "Without a score" not in page(unreadable("ada"), scores={("ada", "sums"): 3.0})


def test_submissions_graded_without_a_sandbox_are_counted(page):
    """The page says how many submissions were graded by --unsafe."""
    text = page(unreadable("ada", tier=UNSAFE), unreadable("ben", tier=1))
    assert "Graded without a sandbox ( --unsafe ): 1 submission." in text
    assert "without a sandbox" not in page(unreadable("ben", tier=1))


def test_each_score_links_to_a_page(demo_class):
    """In the demo class, the page links to the feedback on each submission, and the pages exist."""
    paths, summary = demo_class
    index = paths.report / "index.html"
    links = Counter(re.findall(r'href="([^"]+)"', index.read_text(encoding="utf-8")))
    assert len(links) == len(summary.results) == 5
    assert all((index.parent / link).is_file() for link in links)


def test_grades_are_the_gradebooks(course):
    """grades.csv has the gradebook's final scores, and the points that the whole course gives."""
    ada, ben = table(course, [sums("ada", 4, 3), sums("ben", 4, 3)], {("ada", "sums"): 5.5, ("ben", "sums"): 7.0})
    scores = {"student": "ada", "sums": "5.5", "shifts": "", "total": "5.5", "max_total": "13", "remarks": ""}
    assert ada == scores | {"not_in_total": "shifts"} | dict.fromkeys((*MARK_COLUMNS, "name"), "")
    assert list(ada)[-6:] == ["not_in_total", *MARK_COLUMNS, "name"]
    assert ben["total"] == "7"


def test_a_submission_without_a_score_is_an_empty_cell(course):
    """grades.csv has no 0 for what was not graded or not recorded, but a remark. The total is empty, too."""
    ada, ben = table(course, [unreadable("ada"), sums("ben", 4, 3)], {})
    assert (ada["sums"], ada["total"], ada["remarks"]) == ("", "", "sums: unreadable: the file is empty")
    assert (ben["sums"], ben["total"], ben["remarks"]) == ("", "", "sums: not recorded")


def test_a_total_of_zero_is_a_zero(course):
    """A student with scores has a total, whatever the scores are and whatever is missing."""
    (ada,) = table(course, [sums("ada", 0, 0)], {("ada", "sums"): 0.0})
    assert (ada["sums"], ada["shifts"], ada["total"]) == ("0", "", "0")


def test_the_notebook_of_another_exercise_has_a_remark(course):
    """grades.csv says it of a submission that is graded, with its score; problems of cells are no remarks."""
    other = replace(sums("ada", 0, 0), message=f"{OTHER_EXERCISE.format('shifts', 'sums')}\ncell 1: NameError")
    problem = replace(sums("ben", 0, 0), message=f"cell 1: ValueError:\n{OTHER_EXERCISE.format('shifts', 'sums')}")
    scores = {("ada", "sums"): 0.0, ("ben", "sums"): 0.0}
    ada, ben = table(course, [other, problem], scores)
    remark = "sums: This seems to be the notebook of shifts, handed in as sums"
    assert (ada["sums"], ada["remarks"]) == ("0", remark)
    assert ben["remarks"] == ""
    assert table(course, [other], {})[0]["remarks"] == f"sums: not recorded; {remark}"


def test_a_manual_grade_keeps_the_remark(course):
    """The manual grade of an unreadable submission counts, and the remark says that it was unreadable."""
    (ada,) = table(course, [unreadable("ada")], {("ada", "sums"): 3.0})
    assert (ada["sums"], ada["total"], ada["remarks"]) == ("3", "3", "sums: unreadable: the file is empty")


def test_every_student_of_the_gradebook_has_a_row(course):
    """Without a submission, the cells and the total are empty, and a remark says so. Withdrawn work keeps its score."""
    students, scores = ["ada", "ben", "cleo", "ghost"], {("ada", "sums"): 7.0, ("cleo", "sums"): 4.0}
    class_list = ClassList(students, submitted={("ada", "sums"), ("ben", "shifts")})
    rows = table(course, [sums("ada", 4, 3)], scores, class_list)
    assert [(row["student"], row["sums"], row["total"], row["remarks"]) for row in rows] == [
        ("ada", "7", "7", ""), ("ben", "", "", "shifts: not graded yet"),
        ("cleo", "4", "4", "sums: not in submitted/"), ("ghost", "", "", "nothing handed in"),
    ]  # fmt: skip


def test_a_total_says_what_is_not_in_it(course):
    """An exercise without a score adds nothing, which is no 0: the last column names it."""
    scores = {("ada", "sums"): 7.0, ("ada", "shifts"): 0.0, ("ben", "shifts"): 6.0, ("cleo", "sums"): None}
    rows = table(course, [], scores, ClassList(["ada", "ben", "cleo", "dan"]))
    assert [(row["student"], row["total"], row["not_in_total"]) for row in rows] == [
        ("ada", "7", ""), ("ben", "6", "sums"), ("cleo", "", "sums; shifts"), ("dan", "", "sums; shifts"),
    ]  # fmt: skip


def test_every_student_who_handed_in_has_a_row(course):
    """Also if nothing was graded yet, and no gradebook knows the student."""
    (ben,) = table(course, [], {}, ClassList(submitted={("ben", "shifts")}))
    assert (ben["student"], ben["shifts"], ben["remarks"]) == ("ben", "", "shifts: not graded yet")


ALIKE = [
    ["Ana", "ana"], ["Jos\xe9", "Jose\u0301"], ["ana b", "ana  b", "ana\xa0b", "anab "], ["stra\xdfe", "STRASSE"],
    ["x\u200by", "xy"],
]  # fmt: skip


@pytest.mark.parametrize("ids", ALIKE)
def test_ids_that_look_alike_are_reported(course, page, ids):
    """Capital letters, spaces, invisible characters and composed letters can make two rows of one student."""
    class_list = ClassList([ids[0], "other"], submitted={(one, "sums") for one in ids[1:]})
    rows = table(course, [], {}, class_list)
    assert len(rows) == len(ids) + 1
    for row in rows:
        assert ("looks like another id: " in row["remarks"]) == (row["student"] != "other")
    (remark,) = class_list.remarks()
    assert remark.startswith("These ids look alike: ")
    assert remark.count("only in the gradebook") == 1
    assert "If they are one student" in remark
    assert "These ids look alike" in page(class_list=class_list)


def test_ids_that_only_look_alike_are_told_apart(course):
    """Where two texts would be the same on a screen, the message has their code points."""
    (remark,) = ClassList(["Jos\xe9", "Jose\u0301"]).remarks()
    assert r"'Jos\xe9'" in remark
    assert r"'Jose\u0301'" in remark


def test_different_ids_are_not_reported(page):
    """Nor is the page about them."""
    class_list = ClassList(["ana", "anna", "an-a", "\u674e", "ana1"])
    assert class_list.remarks() == []
    assert "look alike" not in page(class_list=class_list)


def test_the_page_counts_what_was_not_handed_in(page):
    """It lists every student of the gradebook, and for each exercise how many handed in nothing."""
    text = page(sums("ada", 4, 3), scores={("ada", "sums"): 7.0}, class_list=ClassList(["ada", "ben"]))
    assert "2 students, 1 submission " in text
    assert "Not handed in: Window sums (1 student), Shifts (2 students). " in text
    assert "Not handed in" not in page()


def test_a_time_that_was_not_understood_is_a_remark(course):
    """It is one of the exercise, beside the others."""
    problems = {("ada", "sums"): "timestamp.txt is empty"}
    (ada,) = table(course, [unreadable("ada")], {}, ClassList(time_problems=problems))
    assert ada["remarks"] == "sums: unreadable: the file is empty; sums: timestamp.txt is empty"


IDS = [
    "a\tb", "a\u202eb", "a\xa0b", "a\nb", "a\rb", "a\u2028b", r"a\tb", r"a\\tb", r"a\\\tb", "a\\\tb", "a\ufffdb", "ab",
    "a b", "=1", "'=1", "''=1", "\t=1", " =1", "\xa0=1", r"\t=1", "+1", "-1", "@x", "a\udce9b", "x\U000e0041",
]  # fmt: skip
ORDINARY = ["José", "李", "O'Neil", "a b", r"DOMAIN\user", "👩‍💻", "e\u0301", "<b>", "a;b,c"]


def test_ids_can_be_told_apart(course, page):
    """No two ids are the same text in grades.csv, and none is a formula there."""
    rows = table(course, [sums(name, 4, 3) for name in IDS], {})
    shown = [row["student"] for row in rows]
    assert len(set(shown)) == len(IDS)
    assert all(text.isprintable() and text.strip()[0] not in "=+-@" for text in shown)
    assert {r"a\tb", r"a\u202eb", r"a\xa0b", r"a\nb"} <= set(shown)
    text = page(sums("a\tb", 4, 3), sums("a\xa0b", 4, 3))
    assert r" a\tb " in text
    assert r" a\xa0b " in text


def test_ordinary_ids_stay_as_they_are(course):
    """Letters of any language, quotes and backslashes are no reason to change an id."""
    rows = table(course, [sums(name, 4, 3) for name in ORDINARY], {})
    assert {row["student"] for row in rows} == set(ORDINARY)
