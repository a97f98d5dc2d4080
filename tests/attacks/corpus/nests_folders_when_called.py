"""Tries: nest folders deep in a call, so that the last process's folder cannot be removed.

Must: all are gone afterwards, and grading does not fail.
"""

# group: left behind
# deserves: 0


# %%
def window_sums(x, size):
    for _ in range(3000):
        os.mkdir("x" * 20)
        os.chdir("x" * 20)
