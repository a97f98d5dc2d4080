"""Tries: change the teacher's terminal with escape sequences in an exception.

Must: no control character is shown.
"""

# group: text
# deserves: 0


# %%
def window_sums(x, size):
    raise RuntimeError("\x1b[2J\x1b[H\x1b[32mPASSED 15/15\x1b[0m\x1b[8m")


raise RuntimeError("\x1b[1A\x1b[2K\x9b2J graded: 15 of 15")
