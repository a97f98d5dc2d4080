"""Tries: change the teacher's terminal from each text of a handmade reply.

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


def window_sums(x, size):
    turn = start + next(turns)
    text = ODD[turn % len(ODD)]
    error = packed(type=text, message=text, place=text, line=7, code=text, value_error=True)
    forms = [{"error": error}, {"not_callable": text}, {"too_large": text}, {"values": [{"opaque": text}]}]
    send_raw(reply(**forms[turn // 3 % len(forms)]))
    time.sleep(10)


def window_means(x, size):
    text = "".join(ODD)
    message = ["NotImplementedError", "MemoryError", "x"][next(turns) % 3]
    send_raw(reply(error=packed(type=message, message=text, place=text, line=-1, code=text)))
    time.sleep(10)


send_raw(reply(error=packed(type=ODD[0], message=ODD[1], place=ODD[2], line=7, code=ODD[3])))
