"""Find what is wrong with the times of a class's submissions."""

import datetime
from collections.abc import Sequence

from autograder.course.nbgrader_config import read_config
from autograder.course.paths import ClassPaths
from autograder.gradebook.recorded import Key
from autograder.gradebook.time_text import TimeSettings
from autograder.gradebook.timestamps import time_problem
from autograder.platforms.collected import late_without_time
from autograder.running.class_run import key_of
from autograder.submissions.class_folder import FoundSubmission

MARKED_LATE = "{} marks it as late, but does not say when it was handed in"


def time_problems(paths: ClassPaths, everything: Sequence[FoundSubmission]) -> dict[Key, str]:
    """What is wrong with the times of submissions."""
    settings, now = TimeSettings.of(read_config(paths)), datetime.datetime.now(datetime.UTC).replace(tzinfo=None)
    problems = {}
    for key in map(key_of, everything):
        problem = time_problem(paths.submission(*key).parent, settings, now)
        if problem:
            problems[key] = problem
    marked = late_without_time(paths)
    known = set(map(key_of, everything)) if marked else set()
    return problems | {key: MARKED_LATE.format(platform) for key, platform in marked.items() if key in known}
