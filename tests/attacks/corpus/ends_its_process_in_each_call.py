"""Tries: have the grader start a process for each call of each task.

Must: the number of processes is bounded.
"""

# group: resources
# deserves: 0
# exercise: shifts


# %%
def shift(x, by):
    os._exit(0)


def agrees(f, g, x):
    f(x)
    os.kill(os.getpid(), signal.SIGSEGV)


def answer():
    os.abort()
