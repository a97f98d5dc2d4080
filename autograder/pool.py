"""The pool: many submissions graded at once, each result handed over as soon as it is there."""

import concurrent.futures
import multiprocessing
import os
import signal
import threading
import time
from collections.abc import Iterable, Iterator
from concurrent.futures.process import BrokenProcessPool
from dataclasses import replace

from autograder.course import Course
from autograder.grade import Submission, grade
from autograder.result import Result
from autograder.sandbox import best


def grade_all(submissions: Iterable[Submission], course: Course, jobs: int) -> Iterator[tuple[Submission, Result]]:
    """Grade in `jobs` processes, in no particular order. A submission whose process dies twice is an error."""
    submissions = list(submissions)
    course = replace(course, tiers=(best(course.tiers),))  # chosen once, so that no worker falls back on less
    if len(submissions) == 1:  # starting a process would take longer than grading
        yield submissions[0], grade(submissions[0], course)
        return
    lost = yield from _round(submissions, course, jobs)
    for submission in lost:  # a worker died, and with it all that were under way: one by one, it shows which did it
        again = yield from _round([submission], course, 1)
        for one in again:
            exercise = course.exercise(one.exercise)
            message = "the grader's process died twice while grading this. Grade the file alone to see why"
            yield one, Result(one.student, one.exercise, "error", None, exercise.max_score, message=message)


def _round(submissions, course, jobs):
    """Grade what can be graded; returns what was lost with a dead worker."""
    lost = []
    workers = max(1, min(jobs, len(submissions)))
    context = multiprocessing.get_context("spawn")
    with concurrent.futures.ProcessPoolExecutor(workers, context, initializer=_start_worker) as executor:
        futures = {executor.submit(_work, submission, course): submission for submission in submissions}
        try:
            for future in concurrent.futures.as_completed(futures):
                try:
                    result = future.result()
                except BrokenProcessPool:
                    lost.append(futures[future])
                else:
                    yield futures[future], result
        except BaseException:
            _stop(executor)
            raise
    return lost


def _stop(executor):
    """End what is under way: each worker closes its sandbox and goes."""
    executor.shutdown(wait=False, cancel_futures=True)
    for process in multiprocessing.active_children():
        process.terminate()


_working = threading.Event()


def _work(submission, course):
    _working.set()
    try:
        return grade(submission, course)
    except KeyboardInterrupt:  # by now the sandbox is closed; back in the pool, nothing would end this process
        os._exit(1)
    finally:
        _working.clear()


def _start_worker():
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the parent, which then stops us in order
    signal.signal(signal.SIGTERM, _terminate)
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _terminate(*_):
    if not _working.is_set():
        os._exit(1)
    raise KeyboardInterrupt


def _end_with_parent():
    """A worker never outlives the command that started it, however that ended."""
    multiprocessing.connection.wait([multiprocessing.parent_process().sentinel])
    os.kill(os.getpid(), signal.SIGTERM)
    time.sleep(5)
    os._exit(1)
