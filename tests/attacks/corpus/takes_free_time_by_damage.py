"""Tries: get more time than the limits allow, by ending or hanging in each process that an earlier task has used.

Must: the notebook's time ends it.
"""

# group: resources
# deserves: 0
# exercise: shifts

# %%
calls = []


def hang(*args):
    calls.append(1)
    if len(calls) > 1:
        time.sleep(100)
    os._exit(0)


def shift(x, by):
    calls.append(1)
    return x


agrees = answer = hang
time.sleep(0.2)
