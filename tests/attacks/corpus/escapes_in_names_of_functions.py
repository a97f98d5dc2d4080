"""Tries: change the teacher's terminal from names of functions and files, and from lines of code, in a traceback.

Must: no control character is shown anywhere.
"""

# group: text
# deserves: 0

# %%
import linecache

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


def raising(text):
    """A function with such a name, in such a file, with such a line of code."""
    name = f"<cell {text}>".replace("\x00", "").encode("utf-8", "replace").decode()
    linecache.cache[name] = (1, None, [f"{text}\n"] * 9, name)
    scope = {}
    exec(compile("def raising(*args): raise RuntimeError", name, "exec"), scope)
    function = scope["raising"]
    function.__name__ = function.__qualname__ = text.encode("utf-8", "replace").decode()
    function.__code__ = function.__code__.replace(co_name=function.__name__, co_qualname=function.__name__)
    return function


def window_sums(x, size):
    raising(ODD[(start + next(turns)) % len(ODD)])()


window_means = raising("".join(ODD))
window_means()
