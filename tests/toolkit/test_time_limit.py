"""Test that a call which never returns is stopped, and that nothing else changes."""

import itertools
import signal
import sys
import threading
import time
import weakref

import pytest

from autograder.toolkit import drawing, time_limit
from autograder.toolkit.checks import check
from autograder.toolkit.drawing import _picture
from autograder.toolkit.time_limit import _limited, _TimeUp

WAYS = ["timer", "tracing"]


@pytest.fixture(params=WAYS)
def way(request, monkeypatch):
    """How calls are stopped: with a signal, or as on Windows and in a browser. The limit is short."""
    monkeypatch.setattr(time_limit, "_has_timer", lambda: request.param == "timer")
    monkeypatch.setattr(time_limit, "_SECONDS", 0.3)
    monkeypatch.setattr(time_limit, "_NEXT_TIME", 0.1)
    monkeypatch.setattr(time_limit, "_TOTAL", 3)
    return request.param


tried = []


def hang(*arguments):
    tried.append(arguments)
    while True:
        try:  # noqa: SIM105
            len(tried)
        except Exception:
            pass


def quick():
    return 1


def test_a_loop_that_never_ends_is_stopped_and_named(way, capsys):
    """Also if it catches every Exception. The other calls are not tried, and the next check cell runs."""
    tried.clear()
    check("hang", {"hang(1)": 1, "hang(2)": 2, "quick()": 1})
    err = capsys.readouterr().err
    assert "the call did not return within 0.3 seconds. Is there a loop that never ends?" in err
    assert tried == [(1,)]
    check("quick", {"quick()": 1})
    assert "1 of 1 visible checks pass" in capsys.readouterr().out


def test_the_same_function_is_not_waited_for_again(way, capsys):
    """The next time, the limit is shorter. A new definition has the whole time again."""
    check("hang", {"hang(1)": 1})
    assert "within 0.3 seconds" in capsys.readouterr().err
    check("hang", {"hang(1)": 1})
    assert "within 0.1 seconds" in capsys.readouterr().err
    exec("def hang(): 'new'", globals() | {})
    with pytest.raises(_TimeUp, match="within 0\\.3"), _limited([quick]):
        hang()
    with _limited([quick]):
        quick()
    assert quick not in time_limit._HANGING


def test_a_picture_is_stopped_too(way, capsys, shown):
    """The cell says why there is no picture, and raises nothing."""

    @_picture
    def draw(function):
        return function(), "a picture"

    draw(hang)
    out = capsys.readouterr().out
    assert out.startswith("There is no picture yet: the call did not return within 0.9 seconds. Is there a loop")
    assert out.endswith("When the checks above pass, run this cell again.\n")


def test_drawing_itself_has_no_limit(way, capsys, shown):
    """Only the student's functions have one, also those in a list: a browser loads Matplotlib for some seconds."""

    @_picture
    def draw(functions):
        time.sleep(0.5)
        return functions[0](), "a picture"

    draw([lambda: "svg"])
    assert "did not return" not in capsys.readouterr().out
    draw([hang])
    assert "did not return within 0.9 seconds" in capsys.readouterr().out


def test_a_slow_function_gets_more_time_in_a_picture_and_is_not_called_endless(way, capsys, shown):
    """All calls together have a limit. If several calls returned, the function is slow; it is not remembered."""
    slow = lambda: [time.sleep(0.01) for _ in range(15)]  # noqa: E731

    @_picture
    def draw(function, calls):
        for _ in range(calls):
            function()
        raise ValueError("all calls returned")

    draw(slow, 3)
    assert "all calls returned" in capsys.readouterr().out
    draw(slow, 20)
    out = capsys.readouterr().out
    assert "all calls for it take more than 0.9 seconds. This is slow here" in out
    assert "Is there a loop" not in out
    assert time_limit._HANGING == []


def test_only_the_function_that_was_running_is_remembered(way, shown):
    """A picture calls several functions, also inside each other; the others keep their time."""

    @_picture
    def draw(outer, functions):
        return outer(functions["hangs"]), quick()

    apply = lambda function: function()  # noqa: E731
    draw(apply, {"hangs": hang, "is quick": quick})
    assert [hang] == time_limit._HANGING
    time_limit._HANGING.clear()
    check("hang", {"apply(quick) + apply(hang)": 1})
    with pytest.raises(_TimeUp), _limited([quick, apply, hang]):
        apply(hang)
    assert [hang] == time_limit._HANGING


def test_a_callback_of_a_library_is_not_interrupted(way, monkeypatch):
    """Python would print "Exception ignored in", and go on. The next line of the student's code is."""
    ignored = []
    monkeypatch.setattr(sys, "unraisablehook", ignored.append)
    names = {"time": time}
    source = "def wait(_):\n    end = time.monotonic() + 0.15\n    while time.monotonic() < end: len('')"
    exec(compile(source, weakref.__file__, "exec"), names)

    class Node:
        pass

    def churn():
        while True:
            node = Node()
            reference = weakref.ref(node, names["wait"])
            del node
            len(dir(reference))

    start = time.monotonic()
    with pytest.raises(_TimeUp), _limited([]):
        churn()
    assert ignored == []
    assert time.monotonic() - start < 3


def test_a_library_that_never_returns_is_interrupted(monkeypatch):
    """The timer waits a little for the student's code, not for ever."""
    monkeypatch.setattr(time_limit, "_SECONDS", 0.1)
    with pytest.raises(_TimeUp), _limited([]):
        threading.Event().wait(30)


@pytest.mark.parametrize("leave", ["exit", "sys.exit"])
def test_a_picture_ends_no_kernel(capsys, shown, leave):
    """A function that calls exit() is named in place of the picture."""

    @_picture
    def draw(function):
        return function(), "a picture"

    draw(lambda: eval(f"{leave}()", {"sys": sys, "exit": sys.exit}))
    assert "exit() would end the notebook's kernel" in capsys.readouterr().out


@pytest.mark.parametrize("functions", [[hang], {0: hang}])
def test_functions_in_a_list_or_a_dict_have_a_limit_too(way, functions, capsys, monkeypatch):
    """A notebook hands several functions to a picture in this way."""
    monkeypatch.setattr(drawing, "_shell", lambda: True)
    _picture(lambda given: given[0]())(functions)
    assert "There is no picture yet: the call did not return within 0.9 seconds" in capsys.readouterr().out


def test_a_loop_that_catches_everything_is_stopped_by_the_timer(monkeypatch):
    """A bare `except:` does not help: the timer comes again."""
    monkeypatch.setattr(time_limit, "_SECONDS", 0.2)

    def stubborn():
        for _ in itertools.count():
            try:  # noqa: SIM105
                len(tried)
            except:  # noqa: E722
                pass

    with pytest.raises(_TimeUp), _limited([]):
        stubborn()


def test_an_earlier_timer_goes_on():
    """A timer and a handler of the grader are there again, with the time that is left."""
    fired = []
    before = signal.signal(signal.SIGALRM, lambda *_: fired.append(1))
    try:
        signal.setitimer(signal.ITIMER_REAL, 100, 7)
        with _limited([]):
            assert signal.getitimer(signal.ITIMER_REAL)[0] < 6
        left, again = signal.getitimer(signal.ITIMER_REAL)
        assert 90 < left <= 100
        assert again == 7
        signal.setitimer(signal.ITIMER_REAL, 0.1)
        with _limited([]):  # it comes first, so its own handler is called
            end = time.monotonic() + 5
            while not fired and time.monotonic() < end:
                pass
        assert fired == [1]
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


def test_limits_can_be_nested(way, monkeypatch):
    """The inner one stops its block, and the outer one is still there."""
    monkeypatch.setattr(time_limit, "_SECONDS", 1.5)
    with pytest.raises(_TimeUp), _limited([]):
        monkeypatch.setattr(time_limit, "_SECONDS", 0.2)
        with pytest.raises(_TimeUp), _limited([hang]):
            hang()
        hang()


def test_nothing_is_left_behind(way):
    """After the block there is no timer, no trace function and no other handler."""
    before = sys.gettrace(), signal.getsignal(signal.SIGALRM)
    with _limited([]):
        pass
    assert (sys.gettrace(), signal.getsignal(signal.SIGALRM)) == before
    assert signal.getitimer(signal.ITIMER_REAL) == (0, 0)
