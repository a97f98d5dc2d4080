"""Tries: put a pipe, a file or another socket over the channel after its answer, so that the next task fails.

Must: the next task starts a new process and loses nothing.
"""

# group: the channel
# deserves: 6
# exercise: shifts
# limits: task_seconds=3, notebook_seconds=12


# %%
def damage():
    place = channel()
    global pair
    pair = socket.socketpair()
    replaced = [
        os.open("/dev/null", os.O_RDWR),
        os.open("file", os.O_CREAT | os.O_RDWR),
        os.pipe()[0],
        pair[0].fileno(),
    ]
    threading.Timer(0.005, lambda: [os.dup2(one, place) for one in replaced]).start()


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
