"""Tries: decide whether functions are equivariant by the names and docstrings of the given functions alone.

Must: nothing reveals them; nothing is earned.
"""

# group: scores
# deserves: 0
# exercise: equivariance
# limits: call_seconds=1, task_seconds=3, notebook_seconds=15

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


HOSTILE[3:] = []  # many calls, and little time


def right(x):
    return np.concatenate([np.zeros_like(x[..., :1]), x[..., :-1]], axis=-1)


def total(x):
    return np.array([np.sum(np.abs(x))])


OWN = {  # the functions that these names promise
    "right": right,
    "total": total,
    "keep": lambda x: x,
    "flip": lambda x: x[::-1],
    "transpose": lambda x: x.T,
    "double": lambda x: 2 * x,
    "halve": lambda x: x / 2,
    "third": lambda x: x / 3,
    "shares": lambda x: x / np.sum(np.abs(x)),
    "negate": lambda x: -x,
    "square": lambda x: x * x,
    "relu": lambda x: np.maximum(x, 0),
    "first": lambda x: x[:1],
    "twice": lambda x: np.concatenate([x, x]),
    "as_row": lambda x: x[np.newaxis],
    "ramp": lambda x: x * (1 + np.arange(x.shape[-1])),
    "weigh": lambda x: 3 * x[..., :-1] - 2 * x[..., 1:],
    "blur": lambda x: x + right(x) + right(x[..., ::-1])[..., ::-1],
    "nan_below_zero": lambda x: np.where(x < 0, np.nan, x),
    "total_above_zero": lambda x: total(np.where(x < 0, np.nan, x)),
}


def own(f, g):
    """Own functions with the names by which the two functions differ."""
    one, other = words_about(f), words_about(g)
    mine, theirs = (one - other) & OWN.keys(), (other - one) & OWN.keys()
    if not (mine and theirs):
        raise RuntimeError("nothing is known")
    return OWN[mine.pop()], OWN[theirs.pop()]


def alike(one, other, tolerance):
    return one.shape == other.shape and bool(np.all(np.abs(one - other) <= tolerance))


def is_equivariant(f, g, inputs, tolerance=1e-6):
    f, g = own(f, g)
    return all(alike(f(g(x)), g(f(x)), tolerance) for x in inputs)


def is_invariant(f, g, inputs, tolerance=1e-6):
    f, g = own(f, g)
    return all(alike(f(g(x)), f(x), tolerance) for x in inputs)
