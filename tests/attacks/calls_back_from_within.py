"""Tries: call the grader's function from threads, finalizers, sort keys and other calls of it, all at once.

Must: calls do not mix; the grader does not fail.
"""

# group: the channel
# deserves: 0


# %%
class Late:
    def __init__(self, pool):
        self.pool = pool

    def __del__(self):
        self.pool(np.zeros((2, 2)))


def unchanged_fraction(pool, x, moved):
    late = [Late(pool) for _ in range(5)]
    threads = [threading.Thread(target=pool, args=[x]) for _ in range(5)]
    [thread.start() for thread in threads]
    pool([pool(x), sorted(range(5), key=lambda n: pool(np.full((2, 2), n)).sum())])
    return pool
