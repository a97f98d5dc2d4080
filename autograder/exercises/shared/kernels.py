"""The kernels and lengths that the hidden tests of several exercises use."""

import functools

from .arrays import even, integer_kernel, integers, real_kernel, reals

LENGTHS = [(9, 2), (8, 3), (12, 5), (7, 4)]  # m, k
LENGTH_EDGES = [(6, 1), (1, 1), (5, 5), (2, 2)]
TOO_LONG = [(4, 5), (4, 6), (4, 9), (1, 2)]

even_integers = functools.partial(even, integer_kernel)
even_reals = functools.partial(even, real_kernel)
KINDS = [(integers, integer_kernel), (reals, real_kernel)]
