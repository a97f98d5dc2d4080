"""Results of the small course's exercise `sums` for tests of reports."""

from autograder.grading.result import NamedMistake, Result, TaskResult


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
