"""Tries: change the teacher's terminal from the parts of a SyntaxError, which code can choose.

Must: no control character is shown anywhere.
"""

# group: text
# deserves: 0
# adds: ("x = \x1b[2J\x1b[31m \u202e !\n", 1)

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
turns = iter(range(10**6))
start = int.from_bytes(os.urandom(2))


def window_sums(x, size):
    text = ODD[(start + next(turns)) % len(ODD)]
    raise SyntaxError(text, (f"<{text}>", 3, 1, text))


def window_means(x, size):
    error = IndentationError("".join(ODD), ("<cell 1>", 10**9, 1, "".join(ODD)))
    error.msg = "".join(ODD)
    raise error


raise SyntaxError("".join(ODD), ("".join(ODD), 1, 1, "".join(ODD)))
