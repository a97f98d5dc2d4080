# %% [markdown]
# # Equivariant representation
#
# *Deep Learning notes, section 3 (9.2), equation 1. {{points}} points.*
#
# A function `f` is **equivariant** to a transform `g` if the output changes in the same way as the input:
#
# $$f(g(x)) = g(f(x)) \tag{1}$$
#
# Below, `x` is a photograph, `f` is a convolution that finds vertical edges, and `g` moves a picture to the right and
# down. Two ways lead to the lower right corner: first `g` and then `f`, or first `f` and then `g`.

# %% role="given"
from autograder.toolkit.checks import before_handing_in, check, hint
from .pictures import (
    draw_example, draw_small_square, draw_square, draw_stride, draw_table, show_question,
)

import numpy as np

show_question()

# %% [markdown]
# ## Predict first
#
# Do both ways give the same picture? Are the two results the same in every pixel, in most pixels, or in few? If they
# differ, where?

# %% [markdown]
# ✎ *My prediction (double-click here to write):*

# %% [markdown]
# **How to work.** Replace each `raise NotImplementedError(...)` with your code, then run the cell below it. That cell
# shows which calls are right, and it explains the first one that is wrong. Are you stuck? `hint(detect)` gives a hint,
# and each further call gives a more detailed one. Hidden tests check more than you can see, so read each description
# to the end. A later task may call the functions of an earlier one. Only {{packages}} and the standard library are
# available when your notebook is graded.
#
# ## 1. The notes' example
#
# If `[0, 3, 2, 0, 0]` gives `[0, 1, 0, 0]`, then `[0, 0, 3, 2, 0]` gives `[0, 0, 1, 0]`. The pattern has moved by one
# place, and the output has moved in the same way. Which function does this? A detector: it looks at each pair of
# neighbours and returns 1 if they are exactly `3, 2`, in this order, and 0 otherwise. It does the same at every place.
#
# **Before you code:** you could add the two neighbours and compare the sum with $3 + 2 = 5$. Is the sum 5 only for
# `3, 2`?

# %% role="answer" task="detect"
def detect(x):
    """Find the places of the pattern 3, 2 in `x`.

    x  array (m,), int or float, with m at least 2

    Returns an array (m-1,): 1 at index i if x[i], x[i+1] is exactly 3, 2, otherwise 0.
    Does not change its arguments.
    """
    ### BEGIN SOLUTION
    return ((x[:-1] == 3) & (x[1:] == 2)).astype(int)
    ### END SOLUTION

# %% role="check" task="detect"
check("detect", {
    "detect(np.array([0, 3, 2, 0, 0]))": [0, 1, 0, 0],
    "detect(np.array([0, 0, 3, 2, 0]))": [0, 0, 1, 0],
    "detect(np.array([4, 1, 3, 3, 2, 3]))": [0, 0, 0, 1, 0],
})

# %% [markdown] role="hints" task="detect"
# 1. For which pairs of neighbours is the result 1? Is [2, 3] such a pair? Is [4, 1]?
# 2. There are two conditions at each place: one for x[i], one for x[i + 1]. How many places have a
#    right neighbour?
# 3. Compare all values except the last with 3, and all values except the first with 2. Where both are
#    true, the result is 1. (The operator & needs brackets around each comparison.)
# * I get a ValueError about the truth value of an array: `and` and `if` need a single True or False. For
#   arrays, use the operator &, with brackets around each comparison.
# * I get an IndexError at the last place: The last value has no right neighbour. How many pairs of
#   neighbours do m values have?
# * The shape is not (m-1,): Which two parts of x do you compare with 3 and with 2? How long is each?

# %% [markdown]
# ## 2. Translation
#
# In the example, the input has moved by one place. A translation moves the content of an array and keeps its shape.
# Values that move out over one border are lost, and zeros move in from the opposite border. Each axis has its own
# offset: a positive one moves towards higher indices, a negative one towards lower indices. Moved by `(1, -1)`, one row
# down and one column to the left,
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
# **Before you code:** how many of `n` values are left after a move by 2? By 0? By `n + 2`? Be careful with slices such
# as `x[:-offset]`: look at the result for an offset of 0.

# %% role="given"
grid = np.array([[1, 2, 3], [4, 5, 6]])

# %% role="answer" task="translate"
def translate(x, offset):
    """Move the array `x` by `offset` places; zeros move in.

    x       array with any number of axes, int or float
    offset  a tuple with one int for each axis; for an x with one axis, also a single int.
            A positive offset moves towards higher indices. An offset may be larger than the axis:
            then only zeros are left.

    Returns an array of the same shape as x.
    Does not change its arguments.
    Raises ValueError if the number of offsets is not the number of axes. A single int is one
    offset, so it is an error if x has two or more axes.
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
    """Return two slices of an axis: the part that a move keeps, before and after the move."""
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
# 1. Start with 1-D. Move [1, 2, 3, 4] by 1: which values are kept, where were they before, and where
#    are they now? What happens for a move by -1, by 0, by 9?
# 2. Start with zeros of x's shape, and copy one slice of x to another place of the same length. How
#    long is the slice? In 2-D there is one such pair of slices for each axis, and x[slice, slice] uses
#    the slices of both axes.
# 3. If offset is an int, make a tuple from it. Raise ValueError if its length is not x.ndim. For each
#    axis of size n with offset d, n - |d| places are kept, but never fewer than 0. For d > 0 they are
#    the first places before the move and the last places after it; otherwise it is the other way round.
#    Collect the slices "before" and "after" in two tuples. With these you can copy all values in one
#    step.
# * I get a ValueError that something could not be broadcast: The two slices have different lengths. Print
#   both for one axis. Then try an offset of 0, a negative one, and one that is larger than the axis.
# * Only the offset 0 is wrong: How many values has x[:-0]? A slice that ends at -offset is empty then.
# * Values come in at the other end: np.roll does this, and so do negative indices, which count from the
#   end. What must be in the free places?
# * I get a TypeError about an int: An int has no length, and you cannot loop over it. When is the offset
#   an int, and which tuple means the same?

# %% [markdown]
# This is the notes' example, computed by your two functions: equation 1 for `detect` and a move by one place.

# %% role="given"
def right(x):
    """Move the content by one place to the right."""
    return np.array(translate(x, 1))

# %%
draw_small_square(detect, right, np.array([0, 3, 2, 0, 0]))

# %% [markdown]
# Look at the lengths. On the left side of equation 1, `g` moves the *input*, which has 5 values. On the right side it
# moves the *output*, which has only 4. So `g` is not a single map from 5 values to 5 values: it is a rule for arrays of
# different lengths, such as "move by one place". `translate` is such a rule, because it takes arrays of any shape.
#
# ## 3. How far from equation 1?
#
# `f` and `g` are **callables** that map an array to an array: you can call them. Equation 1 compares two orders: first
# `g` and then `f`, or first `f` and then `g`. The distance between the two results is the largest absolute difference.
# If the results do not have the same shape, the distance is infinite.
#
# The next cell has some functions to try. `edges` is the convolution with the kernel `[-1, 1]`. `blur` adds each value
# and its two neighbours. It keeps the shape, because it counts the places outside as 0.

# %% role="given"
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
    """Compute the convolution of a picture with the kernel [-1, 0, 1]; outside it are zeros."""
    padded = np.pad(x, ((0, 0), (1, 1)))
    return padded[:, 2:] - padded[:, :-2]


def move(x):
    """Move a picture 16 rows down and 20 columns to the right."""
    return translate(x, (16, 20))


spot = np.array([0, 0, 3, 2, 0, 0])

# %% role="answer" task="equivariance_error"
def equivariance_error(f, g, x):
    """Compute the distance between the two sides of equation 1: max |f(g(x)) - g(f(x))|.

    f, g  callables: array -> array
    x     array

    Returns a float of at least 0. It is np.inf if f(g(x)) and g(f(x)) have different shapes, even
    if NumPy could broadcast one to the other.
    Does not change its arguments.
    """
    ### BEGIN SOLUTION
    return distance(f(g(x)), g(f(x)))
    ### END SOLUTION


### BEGIN SOLUTION
def distance(one, other):
    """Compute the largest absolute difference of two arrays; inf if their shapes differ."""
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
    "equivariance_error(np.transpose, flip, grid)": 5.0,
    "equivariance_error(lambda a: a[:2], lambda a: np.append(a, a), spot)": np.inf,
})

# %% [markdown] role="hints" task="equivariance_error"
# 1. Which function is called first in f(g(x))? Write down both results for edges, flip and a short x.
# 2. The distance is the largest absolute difference. Before you subtract: what does NumPy do with
#    arrays of different shapes? Does it always raise an error?
# 3. Compute both sides and convert them to arrays of floats. If their shapes differ, return np.inf.
#    Otherwise return the largest absolute difference as a float. If there are no values, it is 0.
# * I get a ValueError about broadcasting where inf is expected: Compare the shapes of both results before
#   you subtract.
# * The error is too small or negative: Are the differences absolute before you look for the largest?

# %% [markdown]
# This picture shows equation 1 as a square: both ways lead from `x` to the lower right corner. The photograph of Grace
# Hopper has a wide frame of zeros, so that no part of it moves out over the border. Thick red lines would mark the
# pixels that differ.

# %%
draw_square(vertical_edges, move, equivariance_error, 24)

# %% [markdown]
# And without the frame?

# %%
draw_square(vertical_edges, move, equivariance_error)

# %% [markdown]
# ### At the border
#
# Our arrays are finite, so equation 1 can fail at the border, even for a convolution. Take `x = [0, 0, 0, 0, 3]`, which
# has the 3 in its last place, with `blur` and `right`. Predict both sides, then run the next cell.
#
# * `right(x)` moves the 3 out. What can `blur` still see of it?
# * `blur(x)` has seen the 3, and then `right` moves the result of `blur`.

# %%
draw_small_square(blur, right, np.array([0, 0, 0, 0, 3]))

# %% [markdown]
# Zeros that move in have an effect too. In `[4, 1, 0]` the 4 is in the first place. `edges` sees the step from 0 to 4
# only after `right` has moved a 0 in. As long as the content stays away from the border, as in `spot`, nothing moves
# out and both sides are equal.
#
# ### With a stride
#
# A convolution with a **stride** of 2 computes only every second output: its kernel moves by two places at a time. This
# is `edges` with a stride of 2:

# %% role="given"
def strided(x):
    """Compute the convolution of x with the kernel [-1, 1] and a stride of 2."""
    return edges(x)[::2]

# %% [markdown]
# **Predict:** the input moves by one place. By how many places does the output move? And if the input moves by two
# places?

# %%
draw_stride(strided, translate, equivariance_error, np.array([0, 0, 3, 2, 4, 0, 0, 0, 0, 0, 0, 0]))

# %% [markdown]
# If the input moves by 1, the kernel meets other pairs of neighbours than before. The outputs are other numbers, and no
# move makes the first output from them. If the input moves by 2, the kernel meets the same pairs as before, one output
# later: the output moves by 1. So with a stride of 2, convolution is equivariant only to moves by 2, 4, 6 and so on,
# and `g` moves inputs twice as far as outputs. "Convolution is equivariant to translation" is exact for stride 1, and
# away from the border.

# %% [markdown]
# ## 4. Equivariant or not
#
# If equation 1 fails for one input, `f` is not equivariant to `g`. If it holds for some inputs, this only supports
# that `f` is equivariant: an experiment is not a proof. So a test needs several inputs, and equation 1 must hold for
# *every* one of them. The two sides are computed in different ways and may differ by rounding errors, so the test has
# a tolerance.

# %% role="answer" task="is_equivariant"
def is_equivariant(f, g, inputs, tolerance=1e-6):
    """Test whether equation 1, f(g(x)) = g(f(x)), holds for every `x` in `inputs`.

    f, g       callables: array -> array
    inputs     list of arrays, which may have different shapes
    tolerance  the largest absolute difference that the two sides may have; NaN is never within it

    Returns a bool: True for an empty list, False if the two sides have different shapes for any x.
    Does not change its arguments.
    """
    ### BEGIN SOLUTION
    return all(equivariance_error(f, g, x) <= tolerance for x in inputs)
    ### END SOLUTION

# %% role="check" task="is_equivariant"
check("is_equivariant", {
    "is_equivariant(blur, right, [spot, 2 * spot])": True,
    "is_equivariant(blur, right, [spot, np.array([0, 0, 0, 0, 3])])": False,
    "is_equivariant(strided, right, [spot])": False,
    "is_equivariant(np.square, flip, [spot, grid])": True,
    "is_equivariant(np.square, double, [spot])": False,
    "is_equivariant(np.square, double, [spot], tolerance=200)": True,
})

# %% [markdown] role="hints" task="is_equivariant"
# 1. How many inputs must fail so that the answer is False? If there is no input at all, does any input
#    fail?
# 2. You have a function that computes how far f is from equation 1 at one input. What does it return if
#    the shapes differ? Is NaN <= tolerance true?
# 3. Go through the inputs. Return False as soon as an error is not at most the tolerance. (Write the
#    condition in this form, because NaN is neither above nor below the tolerance.) Return True at the
#    end.
# * I get None: Which line returns True if no input fails?
# * Only one of the inputs counts: A return inside the loop ends the function at once. For which answer is
#   it right to stop there?
# * A nan counts as equal: Every comparison with NaN is False, also nan > tolerance. Which comparison is
#   False for NaN and is True for a small error?

# %% [markdown]
# ## 5. Invariant or not
#
# Invariance is a different equation: $f(g(x)) = f(x)$. The input changes, but the output does not change at all. In the
# notes' example, the output could be `[0, 1, 0]` for both inputs. The next cell has a function that makes this of the
# outputs of `detect`. It returns the larger of two neighbours. (The first and the last window extend over the border by
# one place, which counts as 0.) This is called *pooling*; section 4 of the notes explains it.

# %% role="given"
def pool(x):
    """Return the larger of each two neighbours: 4 values, none of them negative, give 3."""
    return np.maximum(np.append(0, x)[::2], np.append(x, 0)[::2])

# %%
draw_example(detect, pool)

# %% [markdown]
# **Before you code:** `blur` is equivariant to `right`. Is it also invariant to `right`? Squaring is invariant to a
# change of sign. Is it also equivariant to it?

# %% role="answer" task="is_invariant"
def is_invariant(f, g, inputs, tolerance=1e-6):
    """Test whether f(g(x)) = f(x) holds for every `x` in `inputs`.

    The arguments are those of is_equivariant.

    Returns a bool: True for an empty list, False if f(g(x)) and f(x) have different shapes for
    any x.
    Does not change its arguments.
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
# 1. Which two results does this equation compare? How often does it call g?
# 2. You need the loop of is_equivariant with the other equation. Can you use equivariance_error here,
#    or only a part of its code?
# 3. For each input, compute f(g(x)) and f(x). If the shapes differ, or if the largest absolute
#    difference is not at most the tolerance, return False. At the end, return True.
# * I get True for blur and False for a change of sign, where the check says the opposite: Do you compare
#   f(g(x)) with f(x), or with g(f(x))?
# * I get a ValueError because the shapes differ: Compare the shapes before you subtract.

# %% [markdown]
# ## 6. Which transforms?
#
# A function is always equivariant *to something*. Before you code, write yes or no into each cell of this table
# (`relu` replaces negative values by 0). Below, your function fills it in.
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
    """Find the transforms to which `f` is equivariant.

    f                  a callable: array -> array
    transforms         dict from a name to a callable g: array -> array
    inputs, tolerance  as for is_equivariant

    Returns a dict from each name to a bool: whether f is equivariant to that g. It is empty if
    transforms is empty.
    Does not change its arguments.
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
# 2. How do you go through the names and the values of a dict at the same time? Which function needs the
#    tolerance?
# 3. Start with an empty dict. For each name and g of transforms.items(), store the result of
#    is_equivariant for f, g, the inputs and the tolerance under the name.
# * I get a TypeError that a 'str' object is not callable: A loop over a dict gives its names. Which method
#   gives names and values together?
# * All transforms have the same answer: Do you call is_equivariant with the g of this name, inside the
#   loop?
# * Only the check with a tolerance fails: Does your call pass the tolerance on?

# %% [markdown]
# This is the table, filled in by your functions. It has four new rows: predict them too. Is `detect` equivariant to
# translation, as in the notes' example?

# %%
functions = {
    "relu": relu, "edges": edges, "blur": blur, "square": np.square, "strided": strided,
    "detect": detect,
}
draw_table(equivariances, functions, transforms, [signed, spot])

# %% [markdown]
# ## Going further (no points)
#
# * Apply `detect` and then `pool`. To which moves of `[0, 3, 2, 0, 0]` is the result invariant? Try -1, 1 and 2.
# * For `strided`, equation 1 fails even for a move by two places. Write a `g` that moves arrays of the input's length
#   by 2 and shorter ones by 1. Is `strided` equivariant to it?
# * Is `vertical_edges` equivariant to a rotation of the picture by 180°, `lambda x: x[::-1, ::-1]`? Which property
#   must a kernel have for this?
# * Find a function that is equivariant to `flip` but not to `right`.

# %%
# Your experiments:

# %% [markdown]
# ## What you now know
#
# * Equivariant: $f(g(x)) = g(f(x))$, the output changes in the same way as the input. Invariant: $f(g(x)) = f(x)$, the
#   output does not change. Neither property implies the other.
# * In equation 1, `g` acts on inputs and on outputs, which can have different lengths. It is a rule such as "move by
#   one place".
# * A function is equivariant to a particular transform. Convolution is equivariant to translation, but `edges` is not
#   equivariant to flipping, and a nonlinearity such as `relu` is not equivariant to a change of sign.
# * For convolution, equation 1 is exact for stride 1 and away from the border. Values that move out or in can break it.
#   With a stride of 2, a move by one place gives other outputs, and a move by two places moves the output by one.
# * `detect` shows *where* the pattern is. After pooling, the output is the same for both inputs of the notes' example,
#   but not for every move: pooling is only *approximately* invariant.
#
# In NumPy, `np.roll` also moves arrays, but what moves out comes in at the other end. In SciPy, `translate` is
# `scipy.ndimage.shift(x, offset, order=0)`. In PyTorch, a move by one place to the right is
# `torch.nn.functional.pad(x, (1, -1))`. With their default `stride=1`, `torch.nn.Conv1d` and `torch.nn.Conv2d` are
# equivariant to it, away from the border.
#
# **Before you hand in**, save the notebook and run the last cell.

# %%
before_handing_in("equivariance.ipynb")
