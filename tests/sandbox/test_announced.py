"""Questions that are announced are sent before the ones before them are answered, and change no answer."""

import pytest

from autograder.sandbox import Cell, Crashed, Program, Question, Student
from autograder.sandbox.frames import ChannelError
from autograder.sandbox.limits import Limits
from autograder.sandbox.session import MOST_AHEAD, Sandbox
from autograder.sandbox.steps import Prepared, Steps
from autograder.sandbox.work_limits import DeadlineExceeded

before = Sandbox._sent_request
CODE = """
import os
seen = []
def f(x):
    seen.append(x)
    return 2 * x
def calls(g, x):
    return g(x)
def ends(x):
    os._exit(3)
def all_seen():
    return list(seen)
"""
PLAIN = "def helper(x): return x\ndef f(x): return helper(x)"


@pytest.fixture
def student():
    student = Student(Program((), (Cell("cell 1", CODE),)), Limits())
    student.run_cells()
    yield student
    student.close()


@pytest.fixture
def sent(monkeypatch):
    """The sizes of the requests that were sent ahead."""
    sizes, before = [], Sandbox._send_ahead

    def send_ahead(self, *args):
        count = len(self._ahead)
        before(self, *args)
        sizes.extend(request.size for request in [*self._ahead][count:])

    monkeypatch.setattr(Sandbox, "_send_ahead", send_ahead)
    return sizes


def asked(function, *arguments):
    return Prepared([Question(function, [(args, {})], "results") for args in arguments])


def answers(student, *requests):
    """The outcomes of each request, with those after it announced."""
    found = []
    for place, request in enumerate(requests):
        student.announce(requests[place + 1 :])
        found.append([*student.answers(request)])
    return found


def test_announced_questions_are_sent_ahead_and_answered_in_order(student, sent):
    """Each request is sent and carried out once, in its order."""
    requests = [asked("f", (1,), (2,)), asked("f", (3,)), asked("f", (4,), (5,))]
    assert answers(student, *requests) == [[[2], [4]], [[6]], [[8], [10]]]
    assert len(sent) == 2
    assert student.all_seen() == [1, 2, 3, 4, 5]
    assert student.starts == 1


def test_a_function_of_the_grader_is_answered_while_more_requests_wait(student, sent):
    """The answer to a call back comes after requests that were sent ahead, and each request has its own functions."""
    requests = [asked("calls", (lambda x, n=n: n * x, 10), (lambda x, n=n: n - x, 10)) for n in (1, 2, 3)]
    assert answers(student, *requests) == [[[10], [-9]], [[20], [-8]], [[30], [-7]]]
    assert len(sent) == 2


def test_what_was_sent_to_a_process_that_ended_is_sent_again(student, sent):
    """A call that ends its process costs the requests after it nothing."""
    student.begin_task()
    first, *rest = answers(student, asked("f", (1,)), asked("ends", (1,)), asked("f", (2,)), asked("f", (3,)))
    [ended, *others] = rest
    assert first == [[2]]
    assert isinstance(ended[0], Crashed)
    assert others == [[[4]], [[6]]]


def test_replies_of_a_process_that_ended_are_read_before_more_is_sent(student, monkeypatch):
    """If a request cannot be sent any more, the replies to the one before it count."""

    def fails(*args):
        raise ChannelError("the other side closed the channel")

    both = Prepared([*asked("f", (1,)), *asked("ends", (1,))])
    monkeypatch.setattr(Sandbox, "_sent_request", lambda self, *args: fails() if args[3:] else before(self, *args))
    first, second = answers(student, both, asked("f", (2,)))
    assert first[0] == [2]
    assert isinstance(first[1], Crashed)
    assert second == [[4]]


def test_a_failed_check_leaves_the_next_request_as_it_is(student):
    """The rest of a request is still carried out and observed, and then the next one, which was sent before."""
    first, second = asked("f", (1,), (2,), (3,)), asked("f", (4,))
    student.announce([second])
    some = student.answers(first)
    assert next(some) == [2]
    some.close()
    student.announce([])
    assert [*student.answers(second)] == [[8]]
    assert [one.outcome for one in student.observed] == [[2], [4], [6], [8]]


def test_other_questions_than_the_announced_ones_get_their_own_answers(student):
    """If something else is asked after all, no answer is taken for that of another question."""
    student.announce([asked("f", (2,))])
    assert [*student.answers(asked("f", (1,)))] == [[2]]
    assert student.f(10) == 20


def test_long_requests_wait(student, sent):
    """What is sent ahead is short, so that neither side waits for the other one to read."""
    long = asked("f", ("x" * MOST_AHEAD,))
    short = asked("f", (1,))
    assert answers(student, short, long, short)[2] == [[2]]
    assert not sent  # with the long one, the last one is too long, too
    assert sum(sent) <= MOST_AHEAD


def test_no_reply_to_an_announced_question_counts_for_something_else():
    """If functions are replaced before the announced question was asked, a new process does that."""
    student = Student(Program((), (Cell("cell 1", PLAIN),)), Limits())
    student.announce([asked("helper", (2,))])
    assert [*student.answers(asked("f", (1,)))] == [[1]]
    student.replace({"helper": lambda x: -x}, "f")
    assert [*student.answers(asked("f", (3,)))] == [[-3]]
    assert student.starts == 2
    student.close()


def test_a_request_that_takes_long_to_prepare_is_sent_later(student, monkeypatch):
    """Nothing of it was sent then, so the process can go on."""
    first, second = asked("f", (1,)), asked("f", (2,))

    def encoded(self, limit, before=Steps.encoded):
        if self is second.steps and not late:
            late.append(1)
            raise DeadlineExceeded
        return before(self, limit)

    late = []
    monkeypatch.setattr(Steps, "encoded", encoded)
    assert answers(student, first, second) == [[[2]], [[4]]]
    assert late
    assert student.starts == 1
