"""Tries: call the grader's function from threads, finalizers, sort keys and other calls of it, all at once.

Must: calls do not mix; the grader does not fail.
"""

# group: the channel
# deserves: 0
# exercise: shifts


# %%
class Late:
    def __init__(self, f):
        self.f = f

    def __del__(self):
        self.f(np.zeros(2))


def agrees(f, g, x):
    late = [Late(f) for _ in range(5)]
    threads = [threading.Thread(target=f, args=[x]) for _ in range(5)]
    [thread.start() for thread in threads]
    f([f(x), sorted(range(5), key=lambda n: f(np.full(2, n)).sum())])
    return f
