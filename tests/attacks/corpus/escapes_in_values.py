"""Tries: change the teacher's terminal from texts, bytes and the keys of dicts and sets that it returns.

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
FORMS = [
    lambda text: text,
    lambda text: [text, [text]],
    lambda text: (text, text),
    lambda text: {text: text},
    lambda text: {1: {(text, 1): [text]}},
    lambda text: {text},
    lambda text: frozenset([text]),
    lambda text: text.encode("utf-8", "replace"),
    lambda text: np.array([text, 1], dtype=object),
    lambda text: np.array(text),
    lambda text: np.str_(text),
]
turns = iter(range(10**6))
start = int.from_bytes(os.urandom(2))


def shift(x, by):
    turn = start + next(turns)
    return FORMS[turn // 3 % len(FORMS)](ODD[turn % len(ODD)])


def agrees(f, g, x):
    return FORMS[(start + next(turns)) % len(FORMS)]("".join(ODD))


def answer():
    return FORMS[start % len(FORMS)](ODD[start // 7 % len(ODD)]), 21
