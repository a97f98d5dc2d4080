"""Tries: give the answers that were right for another student, in their order, without a look at an argument.

Must: the order of right answers differs between students; remembered answers earn nothing.
"""

# group: scores
# deserves: 0
# exercise: equivariance

# %%
E = iter(
    "11111100111111001111001100010101010101010101011100110011001100011011011001100011011001100011100000000001000001011101110"
)
V = iter(
    "10011000011110000111100000101010101010101010101011100110011001100011011011001100011011001100011100000000000010000100110000"
)
D = iter(
    "1011,01,,1100,10,,1110,10,,0011,01,,1111,11,,01,0,0,0,00,0,110,111,110,110,111,111,011,111,111,011,011,011,011,01,,00,,10,,11,,01,00,10,11,11,01,10,11,11,11,11,11,".split(
        ","
    )
)


def is_equivariant(*args, **kwargs):
    return next(E) == "1"


def is_invariant(*args, **kwargs):
    return next(V) == "1"


def equivariances(f, transforms, *args, **kwargs):
    return {name: bit == "1" for name, bit in zip(transforms, next(D).ljust(9, "0"))}
