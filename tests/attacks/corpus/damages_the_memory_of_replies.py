"""Tries: write over the memory of replies that are not sent yet, all the time from a thread, so that the next task fails.

Must: the second task starts a new process and loses nothing.
"""

# group: the channel
# deserves: 7
# limits: task_seconds=3, notebook_seconds=12

# %%
calls = []


def damage(memory):
    while True:
        memory[:100] = os.urandom(100)
        time.sleep(0)


def window_sums(x, size):
    calls.append(size)
    if len(calls) == 10:  # the last call of this task
        threading.Timer(0.005, damage, [memory_of_replies()]).start()
    if not 1 <= size <= len(x):
        raise ValueError(size)
    return [sum(x[i : i + size]) for i in range(len(x) - size + 1)]


def window_means(x, size):
    time.sleep(0.02)  # until the damage is done
    if not 1 <= size <= len(x):
        raise ValueError(size)
    return [sum(x[i : i + size]) / size for i in range(len(x) - size + 1)]
