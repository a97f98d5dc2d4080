"""Tries: change the teacher's terminal from the names of types that it returns, alone and within other values.

Must: no control character is shown anywhere.
"""

# group: text
# deserves: 0
# exercise: shifts

# %%
ODD = [
    "\x1b[2J\x1b[H\x1b[32mPASSED",
    "\x1b]8;;https://evil.example\x07click\x1b]8;;\x07",
    "\x1b]0;title\x07\a\a",
    "wrong\rright",
    "wrong\b\b\b\b\bright",
    "\u202e5/51 dedarg",
    "\x9b2J\x84\x85\u2028\u2029",
    "\x1bP$q\x1b\\\x1b(0\x0e",
    "\u2066\u2069\u200f\ufeff\U000e0041",
    "\ud800\x00\x7f\v\f",
]
CLEAN = [text.replace("\x00", "").encode("utf-8", "replace").decode() for text in ODD]
OBJECTS = [type(text, (), {"__module__": text, "__repr__": lambda self, text=text: text})() for text in CLEAN]
FORMS = [
    lambda one: one,
    lambda one: [one],
    lambda one: (1, one),
    lambda one: {"a": one},
    lambda one: np.array([one, one], dtype=object),
    lambda one: type(one),
]
turns = iter(range(10**6))
start = int.from_bytes(os.urandom(2))


def one_of_them():
    turn = start + next(turns)
    return FORMS[turn // 7 % len(FORMS)](OBJECTS[turn % len(OBJECTS)])


def shift(x, by):
    return one_of_them()


def agrees(f, g, x):
    try:
        f(one_of_them())
    except RuntimeError as error:
        raise type("".join(CLEAN), (RuntimeError,), {})(str(error)) from None
    return one_of_them()


answer = OBJECTS[0]  # no function
