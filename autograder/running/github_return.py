"""Return feedback to the students' repositories on GitHub: `make return TO=github`.

Each student gets a comment on the commit that was graded. If the repository is not private, nothing is posted, because
everybody could read the score.
"""

import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from autograder.course.config import Course
from autograder.course.paths import ClassPaths
from autograder.errors import UsageError
from autograder.gradebook.recorded import Key
from autograder.gradebook.result_cache import ResultCache
from autograder.platforms import github
from autograder.platforms.collected import Collected
from autograder.platforms.github_api import LONGEST_COMMENT, GitHub, Refused
from autograder.platforms.github_settings import GitHubSettings, full_name, read_settings, token
from autograder.reports.markdown import feedback_markdown, plain, shortened
from autograder.reports.marks import NO_MARKS
from autograder.reports.text import counted, one_digit, some_of, student_id
from autograder.running.class_scores import UNREAD, ClassScores
from autograder.running.recorder import open_gradebook

MOST_LISTED = 20
MARKER = "<!-- autograder: {} -->"
SUMMARY = "GITHUB_STEP_SUMMARY"  # where GitHub Actions shows Markdown, beside the log of a job
PUBLIC = "the repository is not private, so everybody could read the feedback"
ELSEWHERE = "it was not collected from GitHub"
NO_TOKEN = "Set STUDENTS_TOKEN in the environment: a token that can write comments on commits in these repositories."


@dataclass
class Posted:
    """What became of each submission: whether its comment is `new`, or why there is none."""

    scores: ClassScores
    new: dict[Key, bool] = field(default_factory=dict)
    refused: dict[Key, str] = field(default_factory=dict)

    @property
    def without_comment(self) -> dict[Key, str]:
        """Why a submission has no comment."""
        reasons = self.scores.missing | self.refused
        return {key: why for key, why in reasons.items() if key not in self.new}


def post_feedback(paths: ClassPaths, course: Course, exercise: str | None, dry_run: bool) -> Posted:
    """Post the feedback on an exercise, or on all. A dry run posts nothing. Raises UsageError and CourseError."""
    settings = read_settings(paths)
    if not token() and not dry_run:
        raise UsageError(NO_TOKEN)
    with paths.locked(), open_gradebook(paths, course) as gradebook:
        scores = ClassScores(paths, course, gradebook)
    if not scores.scores and not scores.missing:
        raise UsageError("There is no score to return yet. Begin with: make grade")
    posted, cache = Posted(scores), ResultCache(paths.results, course)
    server, placed = GitHub(settings.api, token()), Collected.read(paths).placed
    private: dict[str, bool] = {}
    unread = [key for key, why in scores.missing.items() if why == UNREAD and exercise in (None, key[1])]
    for key in sorted([*scores.of(exercise), *unread]):
        result = cache.latest(*key)
        if key in unread and (result is None or result.status != "unreadable"):
            continue
        target = _target(settings, placed[key].sources, key[1]) if key in placed else None
        if target is None or result is None:
            posted.refused[key] = ELSEWHERE
            continue
        recorded = scores.recorded.get(key)
        text = feedback_markdown(course, result, (recorded.marks if recorded else None) or NO_MARKS)
        if dry_run:
            posted.new[key] = True
            continue
        repository, commit = target
        try:
            if repository not in private:
                private[repository] = server.is_private(repository)
            if not private[repository]:
                posted.refused[key] = PUBLIC
                continue
            body = shortened(text, LONGEST_COMMENT)
            posted.new[key] = server.put_comment(repository, commit, MARKER.format(key[1]), body)
        except Refused as problem:
            posted.refused[key] = str(problem)
    return posted


def lines(posted: Posted, dry_run: bool) -> Iterator[str]:
    """What to print. Scores are not in it: it is in the log of a workflow."""
    new = [key for key, is_new in posted.new.items() if is_new]
    if dry_run:
        yield from (_name(key) for key in new)
        yield f"{counted(len(new), 'comment')}. Nothing was sent."
    else:
        unchanged = len(posted.new) - len(new)
        yield f"{counted(len(new), 'comment')} posted, {unchanged} unchanged."
    for why, names in _by_reason(posted.without_comment).items():
        yield f"No comment for {some_of(names, MOST_LISTED)}: {why}."


def write_summary(posted: Posted, course: Course) -> None:
    """In a workflow of GitHub Actions, show the instructor how each exercise went, and who has no feedback."""
    path = os.environ.get(SUMMARY)
    if path:
        with Path(path).open("a", encoding="utf-8") as file:
            file.write("\n".join(_summary(posted, course)) + "\n")


def _summary(posted: Posted, course: Course) -> Iterator[str]:
    yield "| exercise | scores | mean | points | feedback | without a score |"
    yield "| --- | --: | --: | --: | --: | --: |"
    for exercise in course.exercises:
        scores = posted.scores.of(exercise.name)
        missing = sum(key[1] == exercise.name for key in posted.scores.missing)
        if scores or missing:
            mean = one_digit(sum(scores.values()) / len(scores) if scores else None)
            there = sum(key in posted.new for key in scores)
            cells = (plain(exercise.title), len(scores), mean, f"{exercise.max_score:g}", there, missing)
            yield f"| {' | '.join(map(str, cells))} |"
    yield ""
    for why, names in _by_reason(posted.without_comment).items():
        yield f"- {plain(why)}: {plain(some_of(names, MOST_LISTED))}"


def _target(settings: GitHubSettings, sources: tuple[str, ...], exercise: str) -> tuple[str, str] | None:
    """The repository, as owner/name, and the commit of a submission; None if it came another way."""
    source = sources[-1] if sources else ""
    login, commit = github.login_of(source), github.commit_of(source)
    return None if not login or not commit else (full_name(settings.repository(login, exercise)), commit)


def _by_reason(reasons: Mapping[Key, str]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for key, why in sorted(reasons.items()):
        found.setdefault(why, []).append(_name(key))
    return found


def _name(key: Key) -> str:
    return f"{student_id(key[0])} {key[1]}"
