"""Tries: answer every call with a text that takes four bytes a character in the grader.

Must: the grader keeps little of it.
"""

# group: resources
# deserves: 0
# exercise: equivariance

# %%
TEXT = "\U0001f600" + "a" * (2**21 - 2000)


def answer(*args, **kwargs):
    return TEXT


translate = equivariance_error = is_equivariant = is_invariant = equivariances = detect = answer
