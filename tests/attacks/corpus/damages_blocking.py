"""Tries: make the channel not wait, by its flags and by its timeout, so that the next task fails.

Must: the next task starts a new process and loses nothing.
"""

# group: the channel
# deserves: 6
# exercise: shifts
# limits: task_seconds=3, notebook_seconds=12

# %%
import fcntl


def damage():
    fcntl.fcntl(channel(), fcntl.F_SETFL, os.O_NONBLOCK)
    for one in gc.get_objects():
        if isinstance(one, socket.socket):
            one.settimeout(0)


calls = []


def shift(x, by):
    calls.append(by)
    if len(calls) == 7:  # the last call of this task
        damage()
    if not 0 <= by <= len(x):
        raise ValueError(by)
    return [*[0] * by, *x[: len(x) - by]]


def agrees(f, g, x):
    time.sleep(0.02)  # until the damage is done
    return np.array_equal(f(g(x)), g(f(x)))


def answer():
    return 42, 21
