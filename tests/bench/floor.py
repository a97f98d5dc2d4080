"""Measure the floor: a submission's cells and calls in a fork of this warm process, and nothing else.

No pytest, no sandbox, no channel, no comparison, no counterexample. Everything beyond this is the cost of the grader.
"""

import contextlib
import os
import sys
import time
import types

from autograder.course.config import Course
from autograder.grading.grade import grade
from autograder.sandbox.inside.probe_names import ProbeNames
from autograder.sandbox.session import Sandbox
from autograder.submissions.submission import Submission


def grading_and_floor(course: Course, everything: list[Submission]) -> tuple[float, float]:
    """Seconds of grading, and of the floor, for one of these submissions; both in one warm process, in turns.

    Each is graded once before, as other students with the same hidden numbers are in a large class.
    """
    for submission in everything:
        grade(submission, course)
    grading = floor = 0.0
    for submission in everything:
        start = time.perf_counter()
        grade(submission, course)
        grading += time.perf_counter() - start
        with recorded() as processes:
            grade(submission, course)
        floor += sum(map(fork, processes.values()))
    return grading / len(everything), floor / len(everything)


@contextlib.contextmanager
def recorded():
    """What is asked of each process in the block: its steps, of those that were answered."""
    before, processes = Sandbox.run_steps, {}

    def run_steps(self, steps, seconds, is_checked=False, upcoming=()):
        own, replies = processes.setdefault(self.job, []), before(self, steps, seconds, is_checked, upcoming)
        if is_checked:
            yield next(replies)
        for step, reply in zip(steps, replies, strict=False):
            if step["op"] == "replace":
                functions = dict(zip(step["functions"], self._replacements, strict=True))
                step = {"op": "replace", "functions": functions}
            own.append(step)
            yield reply

    Sandbox.run_steps = run_steps
    try:
        yield processes
    finally:
        Sandbox.run_steps = before


def fork(steps: list[dict]) -> float:
    """Seconds of the steps in a process of their own."""
    start = time.perf_counter()
    pid = os.fork()
    if pid == 0:
        nothing = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nothing, 1)
        os.dup2(nothing, 2)
        try:
            _carry_out(steps)
        finally:
            os._exit(0)
    os.waitpid(pid, 0)
    return time.perf_counter() - start


def bare_scaling() -> float:
    """How much more two processes that only count do than one: what this machine's cores give at best."""
    one, two = (min(_counting(processes) for _ in range(5)) for processes in (1, 2))
    return 2 * one / two


def _counting(processes):
    start, pids = time.perf_counter(), []
    for _ in range(processes):
        pid = os.fork()
        if pid == 0:
            sum(number * number for number in range(5_000_000))
            os._exit(0)
        pids.append(pid)
    for pid in pids:
        os.waitpid(pid, 0)
    return time.perf_counter() - start


def _carry_out(steps):
    """Carry out steps as a student's process does (`inside/child.py`), but with plain calls."""
    notebook = sys.modules["__main__"] = types.ModuleType("__main__")
    names, probes = vars(notebook), ProbeNames(vars(notebook))
    for step in steps:
        if step["op"] in ("cell", "probe"):
            with contextlib.suppress(BaseException):
                exec(compile(step["source"], step["name"], "exec"), names if step["op"] == "cell" else probes)
        elif step["op"] == "replace":
            names |= step["functions"]
        else:
            for args, kwargs in step["calls"]:
                with contextlib.suppress(BaseException):
                    own = probes if step["function"] in probes else names
                    own[step["function"]](*args, **kwargs)
