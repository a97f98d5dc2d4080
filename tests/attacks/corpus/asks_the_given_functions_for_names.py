"""Tries: make the grader's functions reveal their names, docstrings or parameters, and answer by these alone.

Must: nothing reveals them; nothing is earned.
"""

# group: scores
# deserves: 0
# exercise: shifts

# %%
import re


def texts_of(thing, depth=0):
    """All texts that an object, an exception or a frame shows."""
    if depth > 1 or thing is None or isinstance(thing, (int, float, np.ndarray, type(sys))):
        return
    for show in (repr, str):
        try:
            yield show(thing)[:5000]
        except Exception:
            pass
    names = ("__name__", "__qualname__", "__doc__", "__module__", "__dict__", "__closure__", "__code__", "__defaults__")
    names += ("__kwdefaults__", "__annotations__", "__wrapped__", "__self__", "__func__", "__notes__", "__cause__")
    names += ("__context__", "__type_params__", "args", "obj", "name", "cell_contents", "co_name", "co_qualname")
    names += ("co_filename", "co_names", "co_varnames", "co_freevars", "co_consts", "f_locals", "f_code", "f_back")
    for name in names:
        try:
            value = getattr(thing, name, None)
        except Exception:
            continue
        for one in value if isinstance(value, tuple) else [value]:
            yield from texts_of(one, depth + 1)
    trace = getattr(thing, "__traceback__", None)
    while trace is not None:
        yield from texts_of(trace.tb_frame.f_locals, depth + 1)
        trace = trace.tb_next


HOSTILE = [
    lambda f: f(),
    lambda f: f(1, 2, 3),
    lambda f: f(y=1),
    lambda f: f(x=1, y=2),
    lambda f: f(self=1),
    lambda f: f(np.zeros(3), x=1),
    lambda f: f(None),
    lambda f: f("x"),
    lambda f: f({"a": 1}),
    lambda f: f(f),
    lambda f: f([[1], [1, 2]]),
    lambda f: f(object()),
    lambda f: f(np.array([None])),
    lambda f: f(np.zeros((2, 0, 3)), np.zeros(3)),
    lambda f: f(*range(200)),
    lambda f: f(**{"": 1}),
    lambda f: f(**{"x" * 90: 1}),
    lambda f: f(np.zeros(300_000)),
    lambda f: (_ for _ in [f]).throw(TypeError(repr(f))),
]


def words_about(f):
    """The words in everything that a given function shows, and in what it raises."""
    found = [*texts_of(f)]
    for call in HOSTILE:
        try:
            found += texts_of(call(f))
        except BaseException as error:
            found += texts_of(error)
    return set(re.findall(r"[A-Za-z_]+", " ".join(found)))


KNOWN = {("double", "reverse"): True, ("add_one", "double"): False, ("reverse", "add_one"): True}


def agrees(f, g, x):
    mine, theirs = words_about(f), words_about(g)
    mine, theirs = mine - theirs, theirs - mine  # what is common to both describes neither
    for (one, other), value in KNOWN.items():
        if one in mine and other in theirs:
            return value
    raise RuntimeError("nothing is known")
