"""Make the results of submissions that could not be graded. This needs nothing of what grades."""

from autograder.course.config import Course, Exercise
from autograder.grading.result import Result
from autograder.submissions.submission import Submission

# The message for a submission whose worker was lost, or took too long; it needs the error.
GIVEN_UP = "no worker could finish it: {}. Grade this file alone to see why"


def unreadable(student: str, exercise: Exercise, why: str) -> Result:
    """The result of a submission in which there is nothing to grade."""
    return Result(student, exercise.name, "unreadable", None, exercise.automatic_points, message=why)


def our_error(submission: Submission, course: Course, message: str) -> Result:
    """The result if the grader itself failed."""
    scores = {exercise.name: exercise.automatic_points for exercise in course.exercises}
    max_score = scores.get(submission.exercise, 0)
    return Result(submission.student, submission.exercise, "error", None, max_score, message=message)
