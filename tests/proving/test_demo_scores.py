"""`autograder score`: the demo class is graded, and class.toml gets the scores only after a review."""

import pytest

from autograder.authoring.demo_class import every_script_is_submitted
from autograder.errors import CourseError
from autograder.proving.demo_scores import propose, scored_class

CLASS = "exercises/sums/class/class.toml"
BEN = "lost = { window_sums = 3.5, window_means = 2 }"


def proposed(course, name="sums", write=False):
    """Whether nothing is left to review, and what is said."""
    said = []
    return propose(course, course.exercise(name), write, said.append), "\n".join(said)


def test_a_class_that_gets_what_it_deserves_changes_nothing(course):
    """Each student has a line with the score, unreadable files too, and class.toml stays as it is."""
    done, said = proposed(course)
    assert done
    assert [line for line in said.splitlines() if line.startswith("✓")] == [
        "✓ ada: 7 of 7", "✓ ben: 1.5 of 7", "✓ cleo: 0 of 7",
    ]  # fmt: skip
    assert "class.toml is as it should be" in said
    assert proposed(course, "shifts")[0]


@pytest.mark.parametrize(("old", "new"), [
    (BEN, "lost = { window_sums = 3, window_means = 2 }"), (BEN, ""), (BEN, "score = 0"), ("[ada]", "[ada]\nscore = 0"),
    (BEN, 'status = "unreadable"'),
])  # fmt: skip
def test_a_score_that_is_not_deserved_is_proposed_and_written(edited, old, new):
    """First what changes is only shown. With --write, the file gets the lines, and it is right then."""
    course = edited((CLASS, old, new))
    file = course.root / CLASS
    before = file.read_text()
    done, said = proposed(course)
    assert not done
    assert f"    + {BEN if old == BEN else 'full marks'}" in said
    assert "autograder score sums --write" in said
    assert file.read_text() == before
    assert proposed(course, write=True)[0]
    assert all(one.is_current for one in scored_class(course, course.exercise("sums")))


def test_what_fails_is_a_reason_to_review(edited):
    """Below the proposed line is each task that loses points, with the mistake and the failing tests."""
    _, said = proposed(edited((CLASS, BEN, "lost = { window_sums = 1 }")))
    assert "    - lost = { window_sums = 1 }\n" in said
    assert "      window_means (divided_by_the_length): the mean of each window" in said


def test_comments_and_other_lines_stay(edited):
    """Only the lines with scores change."""
    course = edited(
        (CLASS, f"[ben]\n{BEN}", '[ben]  # the second\nlost = { window_sums = 1 }  # why\ndamage = "answers moved"')
    )
    assert proposed(course, write=True)[0]
    text = (course.root / CLASS).read_text()
    assert f'[ben]  # the second\n{BEN}  # why\ndamage = "answers moved"\n' in text
    assert text.startswith("# What the demo class deserves for this exercise.\n\n[ada]\n")


def test_a_student_with_a_script_alone_gets_an_entry(edited):
    """`check` names the script, and `score` proposes its entry."""
    course = edited(
        ("exercises/sums/class/zoe.py", "", "def window_means(x, size):\n    return window_sums(x, size)\n")
    )
    [problem] = every_script_is_submitted(course)
    assert (
        "class.toml has no [zoe], but there is a script zoe.py. Write the entry with: autograder score sums" in problem
    )
    _, said = proposed(course)
    assert "    + [zoe]\n    + lost = { window_sums = 4, window_means = 2 }" in said
    assert proposed(course, write=True)[0]
    assert (course.root / CLASS).read_text().endswith("\n\n[zoe]\nlost = { window_sums = 4, window_means = 2 }\n")
    assert every_script_is_submitted(course) == []


def test_a_file_with_another_layout_is_not_changed(edited):
    """If the lines cannot be replaced one by one, an error says so."""
    course = edited((CLASS, f"[ben]\n{BEN}", "[ben.lost]\nwindow_sums = 1"))
    before = (course.root / CLASS).read_text()
    with pytest.raises(CourseError, match=r"another layout than `score` can change. Write the lines yourself"):
        proposed(course, write=True)
    assert (course.root / CLASS).read_text() == before


def test_an_exercise_without_students_is_an_error(edited):
    """The message says where to write the first one."""
    course = edited()
    for path in (course.root / CLASS).parent.iterdir():
        path.unlink()
    with pytest.raises(CourseError, match=r"sums has no demo students. Write the cells of one in .*class/NAME.py"):
        proposed(course)
