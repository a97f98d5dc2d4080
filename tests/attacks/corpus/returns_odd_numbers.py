"""Tries: return NaN with payloads, infinities, negative zeros and signalling bits, in the hope that they compare as equal.

Must: nothing is earned.
"""

# group: scores
# deserves: 0
# exercise: shifts


# %%
def shift(x, by):
    bits = np.full(5, 0x7FF4DEADBEEF0001, dtype=np.uint64)
    return bits.view(np.float64) if by == 1 else np.full(5, np.inf) * -0.0


def answer():
    return complex(42, float("nan")), 0j


def agrees(f, g, x):
    return float("nan")
