"""Tries: make the channel's buffers as small as possible, and its timeouts as short, so that the next task fails.

Must: the next task starts a new process and loses nothing.
"""

# group: the channel
# deserves: 6
# exercise: shifts
# limits: task_seconds=3, notebook_seconds=12


# %%
def damage():
    own = socket.socket(fileno=os.dup(channel()))
    for option in (socket.SO_SNDBUF, socket.SO_RCVBUF):
        try:
            own.setsockopt(socket.SOL_SOCKET, option, 1)
        except OSError:
            pass
    for option in (socket.SO_RCVTIMEO, socket.SO_SNDTIMEO):
        try:
            own.setsockopt(socket.SOL_SOCKET, option, struct.pack("ll", 0, 1))
        except OSError:
            pass


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
