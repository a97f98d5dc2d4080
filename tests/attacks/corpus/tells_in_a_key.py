"""Tries: return right answers and one more, under a key of 300000 unprintable characters.

Must: the page stays one that can be read.
"""

# group: text
# deserves: 0
# exercise: equivariance


# %%
def same(one, other, tolerance):
    return one.shape == other.shape and bool(np.max(np.abs(one - other), initial=0) <= tolerance)


def equivariances(f, transforms, inputs, tolerance=1e-6):
    answers = {name: all(same(f(g(x)), g(f(x)), tolerance) for x in inputs) for name, g in transforms.items()}
    return answers | {"\x80" * 300_000: True}
