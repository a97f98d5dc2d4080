"""Tries: end the process in random cells, among them some that first take their time.

Must: the number of processes is bounded, and the notebook's time ends it.
"""

# group: resources
# deserves: 0
# cells: ("def f{number}(a=maybe()): pass", 300)

# %%
import random


def maybe():
    if random.random() < 0.05:
        os._exit(random.randrange(256))
    if random.random() < 0.01:
        time.sleep(1)
