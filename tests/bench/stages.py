"""Measure where the time of one submission goes, in one warm process."""

import contextlib
import functools
import tempfile
import time
from collections import defaultdict
from pathlib import Path

from autograder.authoring import demo_class
from autograder.course.config import Course
from autograder.course.paths import ClassPaths
from autograder.grading import grade, scoring
from autograder.grading.diagnosis import Diagnosis
from autograder.grading.hidden_tests import HiddenTests
from autograder.grading.shrinking import Shrinking
from autograder.running import job
from autograder.running.job import Job
from autograder.running.recorder import Recorder, open_gradebook
from autograder.sandbox import Student
from autograder.submissions.submission import Submission

RECORDING = "gradebook and files"
STAGES = [
    (Submission, "cells", "reading the notebook"),
    (grade, "to_program", "reading the notebook"),
    (Student, "run_cells", "a process, and the cells"),
    (HiddenTests, "run", "the hidden tests"),
    (scoring, "Diagnosis", "naming the mistake"),
    (Diagnosis, "subject", "naming the mistake"),
    (Shrinking, "shrink", "the minimal counterexample"),
    (scoring, "counterexample_of", "the minimal counterexample"),
    (grade, "grade", "the rest of grading"),
    (job, "run_job", "notebook and page"),
    (Recorder, "add", RECORDING),
    (Recorder, "flush", RECORDING),
]


class Stopwatch:
    """Exclusive seconds of stages: the time of a stage that another one calls is its own."""

    def __init__(self):
        self.seconds = defaultdict(float)
        self._stack = []
        self._since = 0.0

    def timed(self, function, stage):
        @functools.wraps(function)
        def call(*args, **kwargs):
            self._change(push=stage)
            try:
                return function(*args, **kwargs)
            finally:
                self._change()

        return call

    def _change(self, push=None):
        now = time.perf_counter()
        if self._stack:
            self.seconds[self._stack[-1]] += now - self._since
        self._since = now
        self._stack.append(push) if push else self._stack.pop()


@contextlib.contextmanager
def stopwatch():
    """The stages' functions timed while the block runs."""
    watch, before = Stopwatch(), [(owner, name, getattr(owner, name)) for owner, name, _ in STAGES]
    try:
        for owner, name, stage in STAGES:
            setattr(owner, name, watch.timed(getattr(owner, name), stage))
        yield watch
    finally:
        for owner, name, function in before:
            setattr(owner, name, function)


def submissions(rounds: int, exercise: str, texts: dict[str, str]) -> list[Submission]:
    """Each author's notebook `rounds` times, each time as another student's."""
    return [
        Submission(f"{author}_{number}", exercise, text.encode())
        for number in range(rounds)
        for author, text in texts.items()
    ]


def job_seconds(course: Course, everything: list[Submission]) -> float:
    """Seconds for one of these submissions, with its notebook and its page, in one warm process."""
    jobs = [Job(one, (), None) for one in everything]
    job.run_job(jobs[0], course)
    start = time.perf_counter()
    for one in jobs:
        job.run_job(one, course)
    return (time.perf_counter() - start) / len(everything)


def stages(course: Course, everything: list[Submission]) -> dict[str, float]:
    """Stage → its seconds for one of these submissions."""
    with tempfile.TemporaryDirectory() as folder:
        paths = ClassPaths(Path(folder), Path(folder))
        demo_class.write_config(course, paths)
        jobs = [Job(one, (), None) for one in everything]
        job.run_job(jobs[0], course)
        with open_gradebook(paths, course) as gradebook, stopwatch() as watch:
            recorder = Recorder(paths, course, gradebook, {})
            for one in jobs:
                recorder.add(one, job.run_job(one, course), rows=True)
            recorder.flush()
    return {stage: seconds / len(everything) for stage, seconds in watch.seconds.items()}
