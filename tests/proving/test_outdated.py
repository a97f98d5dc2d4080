"""Pages of docs/: rows of new exercises, tasks and mistakes must be there, and those of old mistakes must not."""

import pytest

from autograder.proving.outdated import pages_are_current

FAIRNESS = """
| task | mistake | about | costs | of the points of its tests |
| --- | --- | --- | --: | --: |
| `window_sums` | one_window_short | count | 3.5 | 3.5 |
| `window_sums` | largest_value | values | 3 | 3.5 |
| `window_sums` | accepts_a_size_below_one | a check | 0.5 | 0.5 |
| `window_sums` | accepts_a_size_above_the_length | a check | 0.5 | 0.5 |
| `window_means` | one_window_short | count | 2 | 2 |
| `window_means` | sums_instead_of_means | values | 2 | 2 |
| `window_means` | divided_by_the_length | values | 2 | 2 |
| `window_means` | accepts_a_size_below_one | a check | 1 | 1 |
| `window_means` | accepts_a_size_above_the_length | a check | 1 | 1 |
| `shift` | rolls | shifted | 2 | 2 |
| `shift` | to_the_left | shifted | 2 | 2 |
| `shift` | accepts_a_negative_shift | a check | 1 | 1 |
| `shift` | accepts_a_larger_shift | a check | 1 | 1 |
| `agrees` | always_true | answer | 2 | 2 |
| `agrees` | reversed_answer | answer | 2 | 2 |
| `answer` | twice_the_same | pair | 1 | 1 |
| `answer` | exchanged | pair | 1 | 1 |
"""
MUTANTS = (
    "| sums | `window_sums` | 9 |\n| sums | `window_means` | 9 |\n| sums | `helper` | 9 |\n| shifts | `shift` | 9 |\n"
)


def test_a_course_without_pages_has_nothing_to_write(course):
    """The pages are optional: a course that never wrote one is not asked for it."""
    assert pages_are_current(course) == []


def test_a_page_with_all_rows_is_current(edited):
    """Each task and mistake has a row. Other numbers in it are no problem."""
    assert pages_are_current(edited(("docs/fairness.md", "", FAIRNESS))) == []


@pytest.mark.parametrize(("page", "text", "old", "problems"), [
    ("fairness", FAIRNESS, "| `shift` | rolls | shifted | 2 | 2 |\n",
     ["docs/fairness.md has no row for shift rolls. Write it with: make fairness"]),
    ("fairness", FAIRNESS.replace("to_the_left", "too_far"), "",
     ["docs/fairness.md has no row for shift to_the_left. Write it with: make fairness",
      "docs/fairness.md has a row for what is no longer there: shift too_far. Write it with: make fairness"]),
    ("mutants", MUTANTS, "",
     ["docs/mutants.md has no row for shifts agrees, shifts answer. Write it with: make mutants"]),
    ("diagnosis", "| `shift` | 2 |\n", "",
     ["docs/diagnosis.md has no row for window_means, window_sums. Write it with: make diagnose",
      "docs/diagnosis.md has no row for agrees, answer. Write it with: make diagnose"]),
], ids=["a slip", "a renamed slip", "tasks of an exercise", "tasks"])  # fmt: skip
def test_what_a_page_does_not_have_is_named(edited, page, text, old, problems):
    """The message has the page, the rows, and the command that writes it."""
    course = edited((f"docs/{page}.md", "", text.replace(old, "") if old else text))
    found = [one.replace(f"{course.root}/", "") for one in pages_are_current(course)]
    assert found == problems
