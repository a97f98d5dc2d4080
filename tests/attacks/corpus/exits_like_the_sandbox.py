"""Tries: end its process with each exit code, among them that by which the sandbox says that it is not to blame.

Must: whatever the code, the student's process has ended; there is a score.
"""

# group: scores
# deserves: 0


# %%
def window_sums(x, size):
    os._exit(97)


def window_means(x, size):
    os._exit(next(codes))


codes = iter([97, 98, 1, 2, 126, 127, 128, 255])
os._exit(97)
