"""Tries: put a command on the teacher's clipboard, by OSC 52.

Must: no control character is shown.
"""

# group: text
# deserves: 0

# %%
SEQUENCE = "\x1b]52;c;cm0gLXJmIH4K\x07"


def window_sums(x, size):
    return SEQUENCE


def window_means(x, size):
    return {SEQUENCE: [SEQUENCE]}


raise RuntimeError(SEQUENCE)
