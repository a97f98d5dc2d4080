"""Tries: answer True in the first run and False in the second one, with calls of the functions that were replaced.

Must: each test has cases of both kinds; nothing is earned.
"""

# group: scores
# deserves: 0
# exercise: equivariance
# limits: call_seconds=2, task_seconds=4, notebook_seconds=15


# %%
def translate(x, offset):
    """Broken on purpose."""


def equivariance_error(f, g, x):
    """Broken on purpose."""


SAVED = id(equivariance_error)


def is_equivariant(f, g, inputs, tolerance=1e-6):
    for x in [*inputs[:1], np.array([1.0, 2.0])]:
        try:
            equivariance_error(f, g, x)
            break
        except (RuntimeError, ValueError):
            pass
    return id(equivariance_error) == SAVED


is_invariant = is_equivariant
