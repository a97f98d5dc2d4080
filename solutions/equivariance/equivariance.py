# %% [markdown]
# # Equivariant representation
#
# *Deep Learning notes, section 3 (9.2), equation 1. 20 points.*
#
# A function `f` is **equivariant** to a transform `g` when the output changes in the same way as the input:
#
# $$f(g(x)) = g(f(x)) \tag{1}$$
#
# Parameter sharing makes convolution equivariant to **translation**. The notes' example: if
# `[0, 3, 2, 0, 0]` gives `[0, 1, 0, 0]`, then `[0, 0, 3, 2, 0]` gives `[0, 0, 1, 0]`. The pattern has moved by
# one place, and so has the answer. **Invariant** means something else: the output does not change at all. An output
# `[0, 1, 0]` for both inputs would be invariant.
#
# In this notebook you write translation, turn equation 1 into a test for any `f` and any `g`, find out by
# experiment which functions are equivariant to what, and end with the notes' example.
#
# **How to work.** Replace each `raise NotImplementedError(...)` with your code and run the cell below it:
# it says which calls are right, and what came of the first that is not. Stuck? `hint(translate)` nudges
# you, and tells more each time. Hidden tests check more than you can see, so read each description to the
# end. A later task may call the functions of an earlier one. Only NumPy, Matplotlib and the standard
# library are there when you are graded.

# %% role="given"
from autograder.toolkit.checks import before_handing_in, check, hint
from autograder.toolkit.pictures.equivariance import draw_square, draw_table

import numpy as np

grid = np.array([[1, 2, 3], [4, 5, 6]])

# %% [markdown]
# ## Predict first
#
# A photograph goes through a convolution that finds vertical edges, and then is moved to the right and down.
# Or it is moved first, and then goes through the convolution. Are the two results the same in every pixel, in
# most, or in few? Where would they differ, if anywhere?

# %% [markdown]
# ✎ *My prediction (double-click here to write):*

# %% [markdown]
# ## 1. Translation
#
# To translate an array is to move its content, while its shape stays. What is pushed out over one border
# is lost, and zeros move in from the opposite one. Each axis has an offset of its own: positive moves towards
# higher indices, negative towards lower ones. Moved by `(1, -1)`, one row down and one column to the left,
#
# | | | |
# |--:|--:|--:|
# | 1 | **2** | **3** |
# | 4 | 5 | 6 |
#
# becomes
#
# | | | |
# |--:|--:|--:|
# | 0 | 0 | 0 |
# | **2** | **3** | 0 |
#
# **Before you code:** how many of `n` values are left after a move by 2? By 0? By `n + 2`? A slice such as
# `x[:-offset]` does not always say what you mean: look at what it gives for an offset of 0.

# %% role="answer" task="translate"
def translate(x, offset):
    """The array `x` moved by `offset` places, zeros moving in.

    x       array with any number of axes, int or float
    offset  one int per axis, as a tuple; for an x with one axis also an int alone.
            Positive moves towards higher indices. It may be larger than the axis: then nothing
            but zeros is left.

    Returns an array of the same shape as x.
    Raises ValueError when the number of offsets is not the number of axes. An int is one offset,
    so it is an error for an x with two or more axes.
    The argument x stays as it is.
    """
    ### BEGIN SOLUTION
    offsets = (offset,) if np.ndim(offset) == 0 else tuple(offset)
    if len(offsets) != x.ndim:
        raise ValueError(f"x has {x.ndim} axes, but the number of offsets is {len(offsets)}")
    spans = [overlap(size, places) for size, places in zip(x.shape, offsets, strict=True)]
    moved = np.zeros_like(x)
    moved[tuple(there for here, there in spans)] = x[tuple(here for here, there in spans)]
    return moved
    ### END SOLUTION


### BEGIN SOLUTION
def overlap(size, places):
    """The slices (here, there): the part of an axis that a move keeps, before and after it."""
    kept = max(size - abs(places), 0)
    first, last = slice(0, kept), slice(size - kept, size)
    return (first, last) if places > 0 else (last, first)
### END SOLUTION

# %% role="check" task="translate"
check("translate", {
    "translate(np.array([0, 3, 2, 0, 0]), 1)": [0, 0, 3, 2, 0],
    "translate(np.array([1, 2, 3]), -2)": [3, 0, 0],
    "translate(grid, (1, -1))": [[0, 0, 0], [2, 3, 0]],
    "translate(grid, (0, 2))": [[0, 0, 1], [0, 0, 4]],
    "translate(grid, 1)": ValueError,
})

# %% [markdown] role="hints" task="translate"
# 1. Take 1-D first. Of [1, 2, 3, 4], moved by 1: which values are kept, where did they stand, where do
#    they stand now? And moved by -1, by 0, by 9?
# 2. Begin with zeros of x's shape, and copy one slice of x to another place of the same length. How long
#    is it? In 2-D there is one such pair of slices for each axis, and x[slice, slice] takes them both.
# 3. Make offset a tuple if it is an int, and raise ValueError if its length is not x.ndim. For each axis
#    of size n with offset d, n - |d| places are kept, but never fewer than 0. For d > 0 they are the
#    first ones before the move and the last ones after it; otherwise it is the other way round. Collect
#    the slices "before" and "after" in two tuples, with which you can cut x and its copy in one step.

# %% [markdown]
# ## 2. How far from equation 1?
#
# `f` and `g` are **callables** that map an array to an array: call them. Equation 1 compares two ways through
# them, first `g` and then `f`, or first `f` and then `g`. The distance between the two results is the largest
# of the absolute differences; where the results do not even have the same shape, it is infinite.
#
# The next cell has a few functions to try. `edges` is the convolution with the kernel `[-1, 1]`; `blur` adds
# up each value and its two neighbours and keeps the shape, because it takes the places outside as 0.

# %% role="given"
def right(x):
    return translate(x, 1)


def flip(x):
    return x[::-1]


def double(x):
    return 2 * x


def edges(x):
    return x[1:] - x[:-1]


def blur(x):
    padded = np.pad(x, 1)
    return padded[:-2] + padded[1:-1] + padded[2:]


def vertical_edges(x):
    """The convolution of a picture with the kernel [-1, 0, 1]; outside are zeros."""
    padded = np.pad(x, ((0, 0), (1, 1)))
    return padded[:, 2:] - padded[:, :-2]


def move(x):
    """16 rows down and 20 columns to the right."""
    return translate(x, (16, 20))


spot = np.array([0, 0, 3, 2, 0, 0])

# %% role="answer" task="equivariance_error"
def equivariance_error(f, g, x):
    """How far `f` is from being equivariant to `g` at the input `x`: max |f(g(x)) - g(f(x))|.

    f, g  callables: array -> array
    x     array
    Returns a float of at least 0; np.inf where f(g(x)) and g(f(x)) differ in shape, also if NumPy
    could broadcast one to the other. The argument x stays as it is.
    """
    ### BEGIN SOLUTION
    return distance(f(g(x)), g(f(x)))
    ### END SOLUTION


### BEGIN SOLUTION
def distance(one, other):
    """The largest absolute difference of two arrays; inf where their shapes differ."""
    one, other = np.asarray(one, dtype=float), np.asarray(other, dtype=float)
    if one.shape != other.shape:
        return np.inf
    return float(np.max(np.abs(one - other), initial=0))
### END SOLUTION

# %% role="check" task="equivariance_error"
check("equivariance_error", {
    "equivariance_error(edges, right, spot)": 0.0,
    "equivariance_error(edges, flip, spot)": 6.0,
    "equivariance_error(np.square, double, spot)": 18.0,
    "equivariance_error(lambda a: a[:2], lambda a: np.append(a, a), spot)": np.inf,
})

# %% [markdown] role="hints" task="equivariance_error"
# 1. Which function is called first in f(g(x))? Write down both results for edges, flip and a short x.
# 2. The distance is the largest of the absolute differences. Before you subtract: what does NumPy do with
#    arrays of different shapes, and does it always complain?
# 3. Compute both sides and make arrays of floats of them. If their shapes differ, return np.inf.
#    Otherwise return the largest absolute difference as a float; without any values it is 0.

# %% [markdown]
# Equation 1 as a square: both ways lead from `x` to the lower right corner. The photograph, of Grace Hopper, stands
# in a wide frame of zeros, so that nothing is pushed out. Pixels that differ would lie under
# thick red lines.

# %%
draw_square(vertical_edges, move, equivariance_error, 24)

# %% [markdown]
# And without the frame?

# %%
draw_square(vertical_edges, move, equivariance_error)

# %% [markdown]
# **At the border.** Our arrays end somewhere, so there equation 1 can fail for a convolution too. Take
# `x = [0, 0, 0, 0, 3]`, whose 3 stands in the last place, with `blur` and `right`. Predict both sides, then let
# the cell below tell.
#
# * `right(x)` pushes the 3 out. What can `blur` still know of it?
# * `blur(x)` has seen the 3, and `right` then moves what `blur` made of it.
#
# Zeros that move in have an effect too: in `[4, 1, 0]` the 4 stands in the first place, and `edges` sees the
# step from 0 to 4 only after `right` has made room for a 0. While the content keeps its distance from the
# border, as in `spot`, nothing is pushed out and both sides agree.

# %%
# Once translate passes, see for yourself:
# x = np.array([0, 0, 0, 0, 3]); print(blur(right(x)), right(blur(x)))

# %% [markdown]
# ## 3. Equivariant or not
#
# One input on which equation 1 fails shows that `f` is not equivariant to `g`. Inputs on which it holds only
# support that it is: an experiment is no proof. So a test wants several inputs, and it asks that equation 1
# holds for *every* one. Numbers computed along two ways may differ by rounding, hence a tolerance.

# %% role="answer" task="is_equivariant"
def is_equivariant(f, g, inputs, tolerance=1e-6):
    """Whether equation 1, f(g(x)) = g(f(x)), holds for every `x` in `inputs`.

    f, g       callables: array -> array
    inputs     list of arrays, which may differ in shape
    tolerance  the two sides may differ by at most this much, in absolute terms; NaN is never
               within it

    Returns a bool: True for an empty list, False where the two sides differ in shape for some x.
    The arguments stay as they are.
    """
    ### BEGIN SOLUTION
    return all(equivariance_error(f, g, x) <= tolerance for x in inputs)
    ### END SOLUTION

# %% role="check" task="is_equivariant"
check("is_equivariant", {
    "is_equivariant(blur, right, [spot, 2 * spot])": True,
    "is_equivariant(blur, right, [spot, np.array([0, 0, 0, 0, 3])])": False,
    "is_equivariant(np.square, flip, [spot])": True,
    "is_equivariant(np.square, double, [spot])": False,
    "is_equivariant(np.square, double, [spot], tolerance=200)": True,
})

# %% [markdown] role="hints" task="is_equivariant"
# 1. How many inputs must fail for the answer False? And with no input at all, does any fail?
# 2. You have a function that tells how far f is from equation 1 at one input. What does it give where
#    shapes differ, and is NaN <= tolerance true?
# 3. Go through the inputs. Return False as soon as the error of one is not at most the tolerance (say it
#    so, because NaN is neither above nor below), and True at the end.

# %% [markdown]
# ## 4. Invariant or not
#
# Invariance is another equation: $f(g(x)) = f(x)$. The input changes, the output does not.
#
# The next cell has the function that makes `[0, 1, 0]` of both outputs in the notes' example: each of its
# outputs is the largest of two neighbours (the first and the last window hang over the border by one place,
# which counts as 0). Such *pooling* is the subject of the notes' section 4.
#
# **Before you code:** `blur` is equivariant to `right`. Is it invariant to it? Squaring is invariant to the
# change of sign. Is it equivariant to it?

# %% role="given"
def pool(x):
    """The largest of each two neighbours: 4 values, none of them negative, give 3."""
    return np.maximum(np.append(0, x)[::2], np.append(x, 0)[::2])

# %% role="answer" task="is_invariant"
def is_invariant(f, g, inputs, tolerance=1e-6):
    """Whether f(g(x)) = f(x) holds for every `x` in `inputs`.

    Arguments are those of is_equivariant.
    Returns a bool: True for an empty list, False where f(g(x)) and f(x) differ in shape for some x.
    The arguments stay as they are.
    """
    ### BEGIN SOLUTION
    return all(distance(f(g(x)), f(x)) <= tolerance for x in inputs)
    ### END SOLUTION

# %% role="check" task="is_invariant"
check("is_invariant", {
    "is_invariant(pool, right, [np.array([0, 1, 0, 0])])": True,
    "is_invariant(pool, right, [np.array([0, 1, 0, 0]), np.array([0, 0, 1, 0])])": False,
    "is_invariant(blur, right, [spot])": False,
    "is_invariant(np.square, np.negative, [spot])": True,
})

# %% [markdown] role="hints" task="is_invariant"
# 1. Which two results does this equation compare? How often is g called in it?
# 2. It is the loop of is_equivariant, with other sides of the equation. Is equivariance_error still of
#    use, or only a part of what it does?
# 3. For each input compute f(g(x)) and f(x). Where the shapes differ or the largest absolute difference
#    is not at most the tolerance, return False. At the end return True.

# %% [markdown]
# ## 5. Which transforms?
#
# Equivariance is always equivariance *to something*. Before you code, put yes or no into each cell of this
# table (`relu` replaces negative values by 0); then let your function fill it in.
#
# | equivariant to | `right` | `flip` | `double` | `negate` |
# |:--|:-:|:-:|:-:|:-:|
# | `relu` | | | | |
# | `edges` | | | | |

# %% role="given"
def negate(x):
    return -1 * x


def relu(x):
    return np.maximum(x, 0)


transforms = {"right": right, "flip": flip, "double": double, "negate": negate}
signed = np.array([0, 0, 3, -2, 0, 0])

# %% role="answer" task="equivariances"
def equivariances(f, transforms, inputs, tolerance=1e-6):
    """To which of several transforms `f` is equivariant.

    f           a callable: array -> array
    transforms  dict from a name to a callable g: array -> array
    inputs, tolerance  as for is_equivariant

    Returns a dict from each name to a bool: whether f is equivariant to that g. It is empty for
    an empty dict.
    The arguments stay as they are.
    """
    ### BEGIN SOLUTION
    return {name: is_equivariant(f, g, inputs, tolerance) for name, g in transforms.items()}
    ### END SOLUTION

# %% role="check" task="equivariances"
check("equivariances", {
    "equivariances(relu, transforms, [signed])":
        {"right": True, "flip": True, "double": True, "negate": False},
    "equivariances(edges, transforms, [signed])":
        {"right": True, "flip": False, "double": True, "negate": True},
    "equivariances(np.square, {'twice': double}, [spot], tolerance=200)": {"twice": True},
})

# %% [markdown] role="hints" task="equivariances"
# 1. Which of your functions answers the question for a single g?
# 2. How do you go through the names and the values of a dict together? And who needs the tolerance?
# 3. Begin with an empty dict. For each name and g of transforms.items(), store under the name what
#    is_equivariant says for f, g, the inputs and the tolerance.

# %% [markdown]
# Your table, filled in by your function (`blur` and squaring are new: predict them, too):

# %%
functions = {"relu": relu, "edges": edges, "blur": blur, "square": np.square}
draw_table(equivariances, functions, transforms, [signed])

# %% [markdown]
# ## 6. The notes' example
#
# What turns `[0, 3, 2, 0, 0]` into `[0, 1, 0, 0]`? A detector: it looks at every two neighbours and answers 1
# where they are exactly `3, 2`, in this order, otherwise 0. The same question is asked at every place, which
# is parameter sharing, and so the detector is equivariant to translation.
#
# **Before you code:** add the two neighbours and compare the sum with $3 + 2 = 5$. Is it 5 for `3, 2` only?

# %% role="answer" task="detect"
def detect(x):
    """Where the pattern 3, 2 stands in `x`.

    x  array (m,), int or float, m at least 2
    Returns an array (m-1,) with 1 at i where x[i], x[i+1] is exactly 3, 2, otherwise 0.
    The argument x stays as it is.
    """
    ### BEGIN SOLUTION
    return ((x[:-1] == 3) & (x[1:] == 2)).astype(int)
    ### END SOLUTION

# %% role="check" task="detect"
check("detect", {
    "detect(np.array([0, 3, 2, 0, 0]))": [0, 1, 0, 0],
    "detect(np.array([0, 0, 3, 2, 0]))": [0, 0, 1, 0],
    "pool(detect(np.array([0, 0, 3, 2, 0])))": [0, 1, 0],
    "detect(np.array([4, 1, 3, 3, 2, 3]))": [0, 0, 0, 1, 0],
})

# %% [markdown] role="hints" task="detect"
# 1. For which pairs of neighbours is the answer 1? Is [2, 3] one of them, is [4, 1]?
# 2. There are two conditions at each place: one on x[i], one on x[i + 1]. How many places have a right
#    neighbour?
# 3. Compare all but the last value with 3, and all but the first with 2. Where both are true, the answer
#    is 1. (The operator & needs brackets around each comparison.)

# %% [markdown]
# Is the detector equivariant to translation, as in the notes' example? And to what else?

# %%
draw_table(equivariances, {"detect": detect, "edges": edges}, transforms, [spot])

# %% [markdown]
# ## Stretch (no points)
#
# * `detect` followed by `pool`: to which moves of `[0, 3, 2, 0, 0]` is it invariant? Try -1, 1 and 2.
# * Is `vertical_edges` equivariant to turning a picture by 180°, `lambda x: x[::-1, ::-1]`? What has to be true of a
#   kernel for that?
# * Find a function that is equivariant to `flip` but not to `right`.

# %%
# Your experiments:

# %% [markdown]
# ## What you now know
#
# * Equivariant: $f(g(x)) = g(f(x))$, the output changes in the same way as the input. Invariant:
#   $f(g(x)) = f(x)$, the output does not change. Neither follows from the other.
# * Equivariance is always to a given transform. Convolution is equivariant to translation, but `edges` is not
#   to flipping, and a nonlinearity such as `relu` is not to the change of sign.
# * Finite arrays have borders, and what is pushed out there, or moves in, can break equation 1.
# * `detect` tells *where* the pattern is. After pooling the answer is the same for both inputs of the notes'
#   example, but not for every move: pooling is only *approximately* invariant.
#
# **Before you hand in**, save the notebook and run the last cell.

# %%
before_handing_in("equivariance.ipynb")
