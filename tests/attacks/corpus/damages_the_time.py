"""Tries: have its process sleep until all the time of the next task is over, so that the next task fails.

Must: the next task starts a new process and loses nothing.
"""

# group: the channel
# deserves: 6
# exercise: shifts
# limits: call_seconds=1, task_seconds=1, notebook_seconds=8
# gap: 1 2: the time that the damage takes counts for the next task


# %%
def damage():
    frame = sys._getframe()
    while frame is not None:
        server = frame.f_locals.get("self")
        if type(server).__name__ == "Server":
            server.stand_ins.forget = lambda: time.sleep(100)
        frame = frame.f_back


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
