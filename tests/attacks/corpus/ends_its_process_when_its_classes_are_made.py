"""Tries: have the grader start many processes, by classes, decorators and imports that end it.

Must: the number of processes is bounded.
"""

# group: resources
# deserves: 0
# cells: ("class C{number}(metaclass=lambda *a: os._exit({number} % 200)): pass", 1200)


# %%
@lambda f: os.kill(os.getpid(), 11)
def window_sums(x, size):
    return x


# %%
@lambda f: os.abort()
def window_means(x, size):
    return x
