"""Tries: answer, and end the process a moment later, so that the next call needs another one.

Must: the number of processes is bounded.
"""

# group: resources
# deserves: 0
# exercise: shifts


# %%
def soon():
    threading.Timer(random.random() / 50, os._exit, [0]).start()


import random


def shift(x, by):
    soon()
    return x


def agrees(f, g, x):
    soon()
    return 1


def answer():
    soon()
    return 1, 2
