"""The scores of a class that can be returned to students now, and why other submissions have none."""

from collections.abc import Mapping

from autograder.course.config import Course
from autograder.course.paths import ClassPaths
from autograder.errors import Unreadable
from autograder.gradebook.database import Gradebook
from autograder.gradebook.last_run import LastRun
from autograder.gradebook.recorded import Key, Recorded
from autograder.gradebook.versions import version_of
from autograder.running.class_run import key_of, read_found
from autograder.running.reporting import final_scores
from autograder.submissions.class_folder import FoundSubmission, find_submissions, name_problem

NOT_YET = "handed in, but not graded yet: make grade"
ANOTHER = "handed in again since it was graded: make grade"
UNREAD = "the file cannot be read, or the grader failed: see make grade"
BY_PERSON = "a person has not given all points yet"
NO_PENALTY = "its late penalty could not be computed"


class ClassScores:
    """The final scores of a class, as they are now: `scores` by student and exercise, and why others are `missing`."""

    def __init__(self, paths: ClassPaths, course: Course, gradebook: Gradebook):
        self.paths, self.course = paths, course
        self.recorded = gradebook.recorded()
        everything, _ = find_submissions(paths.submitted, course.names)
        found = {key_of(one): one for one in everything}
        final = final_scores(self.recorded, found.keys(), LastRun.read(paths))
        keys = {key for key in (*found, *final) if key[1] in course.names and name_problem(key[0]) is None}
        reasons = {key: self._missing(found.get(key), self.recorded.get(key), final, key) for key in sorted(keys)}
        self.missing = {key: reason for key, reason in reasons.items() if reason}
        self.scores = {key: one for key, one in final.items() if one is not None and reasons.get(key, NOT_YET) == ""}

    def _missing(
        self, found: FoundSubmission | None, recorded: Recorded | None, final: Mapping[Key, float | None], key: Key
    ) -> str:
        """Why there is no score for a submission; "" if there is one."""
        if recorded is None:
            return NOT_YET
        if key not in final:
            return NO_PENALTY
        try:
            version = version_of(read_found(found).data) if found is not None else None
        except Unreadable:
            return UNREAD if final[key] is None else ""
        if version is not None and recorded.version not in (version, None):
            return ANOTHER
        if final[key] is None:
            graded = any(score is not None for score in recorded.automatic.values())
            return BY_PERSON if graded else UNREAD if recorded.version is not None else NOT_YET
        return ""

    def of(self, exercise: str | None) -> dict[Key, float]:
        """The scores of one exercise, or of all."""
        return {key: score for key, score in self.scores.items() if exercise in (None, key[1])}
