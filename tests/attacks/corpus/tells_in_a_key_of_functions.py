"""Tries: return the grader's own function under a key of two million characters, which a case shows in full.

Must: the page stays one that can be read.
"""

# group: text
# deserves: 0
# exercise: equivariance


# %%
def equivariance_error(f, g, x):
    return {"&" * 2_000_000: f}


def is_equivariant(f, g, inputs, tolerance=1e-6):
    return {"&" * 2_000_000: f}


def is_invariant(f, g, inputs, tolerance=1e-6):
    return {"&" * 2_000_000: f}


def equivariances(f, transforms, inputs, tolerance=1e-6):
    return {"&" * 2_000_000: f}
