"""Tries: change the teacher's terminal from the text, the type, the notes and the causes of exceptions.

Must: no control character is shown anywhere.
"""

# group: text
# deserves: 0

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


def odd_error(text):
    kind = type(text.replace("\x00", "").encode("utf-8", "replace").decode(), (ValueError,), {"__module__": text})
    kind.__qualname__ = "a\x1b[2J"
    error = kind(text)
    error.add_note(text)
    error.__cause__ = RuntimeError(text)
    return error


def window_sums(x, size):
    raise odd_error(ODD[(start + next(turns)) % len(ODD)])


def window_means(x, size):
    text = ODD[(start + next(turns)) % len(ODD)]
    raise (KeyError(text), OSError(2, text, text), ExceptionGroup(text, [odd_error(text)]))[next(turns) % 3]


raise odd_error("".join(ODD))
