"""The known mistakes of a class: one entry for each, with an example."""

import pytest

from autograder.course.loading import load_course
from autograder.grading import general_mistakes
from autograder.grading.counterexample import Counterexample, RenderedValue
from autograder.grading.result import NamedMistake, Result, TaskResult, TestResult
from autograder.grading.result_summary import summary
from autograder.reports.mistakes import mistakes_of, plain_value
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
    return [(one.name, one.submissions, one.tasks) for one in mistakes_of(course, results)]


def test_the_mistake_of_most_students_comes_first(two_exercises):
    """Also the second one in a task counts. Of two with as many students, that in more submissions is first."""
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
    [one] = mistakes_of(two_exercises, results)
    assert one.explanation == "You return the argument. Multiply it."
    [one] = mistakes_of(two_exercises, results[:1])
    assert one.explanation == "Another text of the same mistake."


def test_a_mistake_that_any_function_can_have_is_counted(two_exercises):
    """No model describes it. Its text is a general one."""
    results = [made("ada", "one", double=("several_checks_missing",), twice=("changes_its_arguments",))]
    general = general_mistakes.CHANGES_ITS_ARGUMENTS, general_mistakes.SEVERAL_CHECKS_MISSING
    found = mistakes_of(two_exercises, results)
    assert [(one.name, one.explanation) for one in found] == [(one.name, one.explanation) for one in general]


def test_a_mistake_that_the_course_does_not_know_is_left_out(two_exercises):
    """Results can be older than the models: the mistake counts in those tasks that still have it."""
    ada = made("ada", "one", double=("removed", "not_multiplied"), twice=("one_more",))
    ben = made("ben", "two", triple=("one_more",), times=("one_more",))
    assert counts(two_exercises, ada, ben) == [("not_multiplied", 1, ("double",)), ("one_more", 1, ("triple",))]


def failing(student, **calls):
    """A result of `one`, whose `double` fails tests with these calls. The first two show `one_more` alone, `both` shows
    `not_multiplied`, too."""
    tests = tuple(
        TestResult(
            name, 1, 0, "failed", case=Counterexample(call, (), RenderedValue("", "2"), RenderedValue("", student))
        )
        for name, call in calls.items()
    )
    one_more = NamedMistake("one_more", explains=tuple(calls))
    mistakes = (one_more, NamedMistake("not_multiplied", explains=("both",))) if "both" in calls else (one_more,)
    task = TaskResult("double", 0, 3, "failed", "", "one_more", tests, mistakes)
    return Result(student, "one", "graded", 0, 3, tasks=(task,))


def example(course, *results):
    """The example of `one_more` in the summaries of these results."""
    known = {one.student: one for one in results}
    found = mistakes_of(course, [summary(one) for one in results], lambda student, exercise: known[student])
    return next(one for one in found if one.name == "one_more").example


def test_the_example_is_the_smallest_of_the_class(two_exercises):
    """It is a real one, with the student, the test and the values, which count, too."""
    results = failing("ada", first="double(100)"), failing("ben", first="double(12)", second="double(1)")
    found = example(two_exercises, *results)
    assert (found.student, found.task, found.test) == ("ben", "double", "second")
    assert (found.call, found.expected, found.received) == ("double(1)", "2", "ben")


def test_the_example_shows_no_other_mistake_if_possible(two_exercises):
    """A test that several mistakes explain may show another one: it is taken only if there is no other."""
    results = failing("ada", both="double(1)"), failing("ben", first="double(1000)")
    assert example(two_exercises, *results).call == "double(1000)"
    assert example(two_exercises, results[0], failing("cleo", both="double(1000)")).call == "double(1)"


def test_the_mistake_of_a_single_student_has_no_example(two_exercises):
    """It is folded in the report. A result that is not there any more gives none, either."""
    assert example(two_exercises, failing("ada", first="double(1)")) is None
    results = [summary(failing(student, first="double(1)")) for student in ("ada", "ben")]
    assert mistakes_of(two_exercises, results, lambda student, exercise: None)[0].example is None


def test_sizes_are_not_in_the_json_of_a_result():
    """Only a summary has them: `grade --format json` keeps its keys."""
    (task,) = summary(failing("ada", first="double(1)")).tasks
    assert task.misconceptions[0].shortest == len("double(1)" + "2" + "ada")
    assert set(failing("ada", first="double(1)").to_json()["tasks"][0]["misconceptions"][0]) == {
        "name", "explanation", "hint", "section", "explains",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("shape", "text"),
    [((4,), "[0, 1, 2, 3]"), ((2, 2), "[[0, 1],\n [2, 3]]"), ((2, 1, 2), "[[[0, 1]],\n\n [[2, 3]]]")],
)
def test_arrays_are_shown_as_nested_lists(shape, text):
    """Each row is a line, as NumPy prints it."""
    assert plain_value(RenderedValue("", "", "int64", shape, tuple("0123"))) == text
