"""The benchmark's stages are parts of grading that exist."""

from tests.bench.stages import STAGES, stages, submissions
from tests.conftest import solved_notebook
from tests.running.classes import partly_right


def test_each_stage_takes_time(course):
    """Of a right notebook and one with a mistake. A function that has another name now would be an error."""
    exercise = course.exercise("sums")
    texts = {"ada": solved_notebook(exercise).decode(), "ben": partly_right(exercise).decode()}
    found = stages(course, submissions(1, "sums", texts))
    assert found.keys() == {stage for _, _, stage in STAGES}
    assert all(seconds > 0 for seconds in found.values())
