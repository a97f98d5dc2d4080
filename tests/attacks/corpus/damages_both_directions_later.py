"""Tries: shut down the channel a moment later from a thread, so that the next task fails.

Must: the next task starts a new process and loses nothing.
"""

# group: the channel
# deserves: 6
# exercise: shifts
# limits: task_seconds=3, notebook_seconds=12


# %%
def later():
    time.sleep(0.005)
    while True:
        try:
            socket.socket(fileno=os.dup(channel())).shutdown(socket.SHUT_RDWR)
        except Exception:
            return
        time.sleep(0.01)


def damage():
    threading.Thread(target=later).start()


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
