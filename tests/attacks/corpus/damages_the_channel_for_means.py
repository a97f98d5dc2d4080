"""Tries: damage the channel in a way chosen at random after the first task, so that the second task fails.

Must: the second task starts a new process and loses nothing.
"""

# group: the channel
# deserves: 7
# limits: task_seconds=3, notebook_seconds=12

# %%
WAYS = [
    lambda own: own.shutdown(socket.SHUT_RD),
    lambda own: own.setblocking(False),
    lambda own: os.dup2(os.open("/dev/null", os.O_RDWR), channel()),
    lambda own: os.write(own.fileno(), bytes(7)),
    lambda own: threading.Thread(target=os.read, args=[own.fileno(), 9], daemon=True).start(),
]
kept, calls = [], []


def damage():
    kept.append(socket.socket(fileno=os.dup(channel())))
    WAYS[int.from_bytes(os.urandom(2)) % len(WAYS)](kept[0])


def window_sums(x, size):
    calls.append(size)
    if len(calls) == 10:  # the last call of this task
        threading.Timer(0.005, damage).start()
    if not 1 <= size <= len(x):
        raise ValueError(size)
    return [sum(x[i : i + size]) for i in range(len(x) - size + 1)]


def window_means(x, size):
    time.sleep(0.02)  # until the damage is done
    if not 1 <= size <= len(x):
        raise ValueError(size)
    return [sum(x[i : i + size]) / size for i in range(len(x) - size + 1)]
