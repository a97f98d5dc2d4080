"""Tries: end the process that an earlier task has used in each first call, since that call is repeated for free.

Must: it is repeated once, and nothing of the first try is known to the second.
"""

# group: scores
# deserves: 0
# exercise: shifts

# %%
others = [os.path.join("..", name, "tried") for name in [*map(str, range(100)), *os.listdir(".")]]
tried = any(map(os.path.exists, ["tried", *others]))
calls = []


def again():
    """End the process if it is not new, and leave a mark wherever that is possible."""
    for path in ("tried", "/tmp/tried", "/dev/shm/tried", os.path.expanduser("~/tried")):
        try:
            open(path, "w").close()
        except OSError:
            pass
    if calls and not tried:
        os._exit(0)
    calls.append(1)


def shift(x, by):
    calls.append(1)
    return None


def agrees(f, g, x):
    again()
    return True


def answer():
    again()
    return (42, 21) if tried or any(map(os.path.exists, ("/tmp/tried", "/dev/shm/tried"))) else (42, 20)
