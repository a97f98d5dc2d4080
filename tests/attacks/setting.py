"""Prepare this process for a run of attacks, and restore it afterwards."""

import contextlib
import os
import signal
import sys
import tempfile

from autograder.sandbox import session, tiers

COUNTED = (signal.SIGUSR1, signal.SIGUSR2, signal.SIGIO, signal.SIGURG)


@contextlib.contextmanager
def environment(values):
    os.environ.update(values)
    try:
        yield
    finally:
        for name in values:
            os.environ.pop(name, None)


@contextlib.contextmanager
def temporary(folder):
    """Sandboxes make their folders here, where nothing else is."""
    before, tempfile.tempdir = tempfile.tempdir, str(folder)
    try:
        yield
    finally:
        tempfile.tempdir = before


@contextlib.contextmanager
def own_zygotes():
    """Stop zygotes that were started before, since their folders are elsewhere; stop our own at the end."""
    tiers.stop_zygotes()
    try:
        yield
    finally:
        tiers.stop_zygotes()


@contextlib.contextmanager
def counted_signals():
    """Signals that an attack may send to the grader are counted instead of ending it."""
    seen = []
    note = lambda number, _: seen.append(signal.Signals(number))  # noqa: E731
    before = {number: signal.signal(number, note) for number in COUNTED}
    try:
        yield seen
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


@contextlib.contextmanager
def counted_starts():
    """Yields a list that gets an item for each process that is started for student code."""
    started, start = [], session.start_process

    def counting(*args):
        started.append(args)
        return start(*args)

    session.start_process = counting
    try:
        yield started
    finally:
        session.start_process = start


@contextlib.contextmanager
def alarm():
    """A grader that hangs is an error; it does not stop the test run."""

    def overdue(*_):
        raise TimeoutError("the grader hangs")

    before = signal.signal(signal.SIGALRM, overdue)
    signal.alarm(60)
    try:
        yield
    finally:
        signal.alarm(0)
        signal.signal(signal.SIGALRM, before)


@contextlib.contextmanager
def captured(folder):
    """Capture all that this process and its children print. Yields a function that returns it after the block."""
    sys.stdout.flush(), sys.stderr.flush()
    saved = os.dup(1), os.dup(2)
    with tempfile.TemporaryFile(dir=folder) as file:
        os.dup2(file.fileno(), 1), os.dup2(file.fileno(), 2)
        try:
            text = []
            yield lambda: text[0]
        finally:
            sys.stdout.flush(), sys.stderr.flush()
            for descriptor, copy in zip((1, 2), saved, strict=True):
                os.dup2(copy, descriptor), os.close(copy)
            file.seek(0)
            text.append(file.read(2**21).decode("utf-8", "replace"))
