"""Tries: damage the channel in another way in each call of the first task, so that the second task fails.

Must: that costs only the first task.
"""

# group: the channel
# deserves: 3
# limits: task_seconds=3, notebook_seconds=12

# %%
WAYS = [
    lambda own: own.shutdown(socket.SHUT_RD),
    lambda own: own.setblocking(False),
    lambda own: os.dup2(os.open("/dev/null", os.O_RDWR), channel()),
    lambda own: os.write(own.fileno(), bytes(7)),
    lambda own: threading.Thread(target=os.read, args=[own.fileno(), 9], daemon=True).start(),
]
start = int.from_bytes(os.urandom(2))


def window_sums(x, size):
    WAYS[start % len(WAYS)](socket.socket(fileno=os.dup(channel())))
    return x


def window_means(x, size):
    if not 1 <= size <= len(x):
        raise ValueError(size)
    return [sum(x[i : i + size]) / size for i in range(len(x) - size + 1)]
