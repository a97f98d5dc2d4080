"""Tries: call a function of the grader's after the call for which it was handed out.

Must: that is no callback, or it is answered like any other; nothing is earned.
"""

# group: the channel
# deserves: 0

# %%
kept = []


def unchanged_fraction(pool, x, moved):
    kept.append(pool)
    return 0.5


def max_pool(x, size=2, stride=None, padding=0):
    for pool in kept:
        pool(x)
    return x


def later():
    while True:
        time.sleep(0.01)
        for pool in kept:
            pool(np.zeros((4, 4)))


threading.Thread(target=later, daemon=True).start()
