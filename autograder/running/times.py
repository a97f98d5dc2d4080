"""Find what is wrong with the times of a class's submissions."""

import datetime
from collections.abc import Iterable

from autograder.course.nbgrader_config import read_config
from autograder.course.paths import ClassPaths
from autograder.gradebook.recorded import Key
from autograder.gradebook.time_text import TimeSettings
from autograder.gradebook.timestamps import time_problem
from autograder.platforms.collected import late_without_time
from autograder.running.class_run import key_of
from autograder.submissions.class_folder import FoundSubmission

MARKED_LATE = "{} marks it as late, but does not say when it was handed in"


def time_problems(paths: ClassPaths, everything: Iterable[FoundSubmission]) -> dict[Key, str]:
    """What is wrong with the times of submissions."""
    settings, now = TimeSettings.of(read_config(paths)), datetime.datetime.now(datetime.UTC).replace(tzinfo=None)
    folders = {key_of(found): paths.submission(found.student, found.exercise).parent for found in everything}
    problems = {key: time_problem(folder, settings, now) for key, folder in folders.items()}
    late = {key: MARKED_LATE.format(platform) for key, platform in late_without_time(paths).items() if key in problems}
    return {key: problem for key, problem in problems.items() if problem} | late
