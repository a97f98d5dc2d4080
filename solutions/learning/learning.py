# %% [markdown]
# # Learning from examples
#
# *Deep Learning notes, sections 1 and 2 (9.2). {{points}} points.*
#
# In the other notebooks, the kernel was given. A network gets no kernel. It gets examples, and it *learns* the
# kernel from them. Below is a photograph, and next to it is what a layer with a 3×3 kernel computes from it: positive
# outputs are orange, negative ones are blue. Which nine numbers are in the kernel? You find them in this notebook. You
# also find out how many examples different layers need, and why a convolutional layer needs so few.

# %% role="given"
from autograder.toolkit.checks import before_handing_in, check, hint
from .pictures import draw_errors, draw_recovered, draw_weights, show_descent, show_unknown_kernel

import numpy as np

show_unknown_kernel()

# %% [markdown]
# ## Predict first
#
# A layer has 32 inputs and 30 outputs. Output $i$ is a weighted sum of the three inputs $i$, $i+1$ and $i+2$, and the
# three weights are the same for every output. You see *examples*: 32 inputs, and the 30 outputs that the layer gives
# for them, with a little noise. Three layers learn from these examples:
#
# | layer | each output is connected to | weights to learn |
# |:--|:--|--:|
# | dense | all 32 inputs | 30 · 32 = 960 |
# | sparse | its 3 inputs, with weights of its own | 30 · 3 = 90 |
# | shared | its 3 inputs, with the same weights as all others | 3 |
#
# After how many examples does each of them predict the outputs for new inputs with an error below 0.1? (An error of 0
# means that all predictions are right. With an error of 1, they are no better than the mean of each output.)

# %% [markdown]
# ✎ *My prediction (double-click here to write):*

# %% [markdown]
# **How to work.** Replace each `raise NotImplementedError(...)` with your code, then run the cell below it. That cell
# shows which calls are right, and it explains the first one that is wrong. Are you stuck? `hint(fit_dense)` gives a
# hint, and each further call gives a more detailed one. Hidden tests check more than you can see, so read each
# description to the end. Only {{packages}} and the standard library are available when your notebook is graded.
#
# ## 1. A dense layer
#
# A row of `X` has the inputs of one example, and the same row of `Y` has its right outputs. A layer without bias that
# has the weights `W` computes `X @ W.T`. To learn means to find the weights for which this is as close to `Y` as
# possible: the sum of all squared differences must be as small as possible.
#
# NumPy can do this. `np.linalg.lstsq(A, B)` finds the matrix `Z` for which the sum of the squares of `B - A @ Z` is
# smallest. If several matrices are equally good, it takes the one of smallest norm (with the smallest sum of squared
# entries). It returns a tuple. The matrix `Z` comes first in it.
#
# **Before you code:** in `B - A @ Z`, which of `X`, `Y` and `W` is which? What is the shape of `Z`, and of `W`?

# %% role="given"
# Four examples of a layer with three inputs and two outputs.
some_inputs = np.array([[1.0, 0, 0], [0, 2, 0], [0, 0, 4], [1, 1, 1]])
some_weights = np.array([[2.0, -1, 0.5], [0, 3, 1]])
some_outputs = some_inputs @ some_weights.T

# %% role="answer" task="fit_dense"
def fit_dense(X, Y):
    """Learn the weights of a dense layer without bias from examples, by least squares.

    X  array (N, m) of floats: the inputs, an example in each row
    Y  array (N, n) of floats: the outputs that the layer should give

    Returns the array W (n, m) for which the sum of the squares of Y - X @ W.T is smallest. If there
    are several such arrays (if N < m, for example), it is the one of smallest norm.
    Does not change its arguments.
    Raises ValueError if X or Y is not 2-D, if they have different numbers of rows, and if they have
    no rows.
    """
    ### BEGIN SOLUTION
    check_examples(X, Y)
    return np.linalg.lstsq(X, Y)[0].T
    ### END SOLUTION


### BEGIN SOLUTION
def check_examples(X, Y):
    """Raise ValueError unless X and Y have two axes and the same rows, at least one."""
    if X.ndim != 2 or Y.ndim != 2:
        raise ValueError(f"X and Y must have two axes, they have {X.ndim} and {Y.ndim}")
    if len(X) != len(Y):
        raise ValueError(f"X has {len(X)} rows, but Y has {len(Y)}")
    if len(X) < 1:
        raise ValueError("there are no examples")
### END SOLUTION

# %% role="check" task="fit_dense"
check("fit_dense", {
    "fit_dense(some_inputs, some_outputs)": [[2, -1, 0.5], [0, 3, 1]],
    "fit_dense(some_inputs[:1], some_outputs[:1])": [[2, 0, 0], [0, 0, 0]],
    "fit_dense(np.array([[1.0], [1.0]]), np.array([[2.0], [5.0]]))": [[3.5]],
    "fit_dense(some_inputs, some_outputs[:, 0])": ValueError,
})

# %% [markdown] role="hints" task="fit_dense"
# 1. Compare B - A @ Z with Y - X @ W.T. Write X, Y and W under the letters of the first formula.
# 2. Z takes the place of the transposed weights. What must you do with the first value that lstsq
#    returns?
# 3. Check the numbers of axes and of rows first, and raise ValueError. NumPy accepts a Y with one
#    axis and arrays without rows, so do not wait for its error. Then solve for A = X and B = Y,
#    take the first value of the tuple, and exchange its rows and columns.
#
# * I get a LinAlgError: Incompatible dimensions: both arguments of lstsq have a row for each
#   example. Which arrays do you pass, and in which order? Singular matrix: with few examples, some
#   matrices have no inverse. lstsq needs none.
# * My result has another shape, with rows and columns exchanged: lstsq gives a matrix with a row
#   for each input. In which order are the axes of W?
# * My result is a tuple, or it cannot be compared: lstsq returns four things. Which one of them are
#   the weights?
# * A check expects ValueError: Which sentence of the description forbids this call? NumPy does not
#   notice it.

# %% [markdown]
# Here your function learns the layer from “Predict first”, with the kernel `[1, -2, 1]`. Orange weights are positive,
# blue ones are negative. The right weights are zero except on three diagonals. Below each picture is the mean distance
# of the learned weights from the right ones.

# %% role="given"
# The layer that is learned: output i is the sum of inputs i, i + 1 and i + 2 with these weights.
layer = np.zeros((30, 32))
for output in range(30):
    layer[output, output : output + 3] = [1, -2, 1]

# %%
draw_weights(fit_dense, layer, [10, 100, 1000])

# %% [markdown]
# A dense layer does not know that most of its 960 weights should be zero. It has to learn this from the examples.
#
# ## 2. A sparse layer
#
# Now each output sees only $k$ neighbouring inputs: output $i$ sees the inputs $i$ to $i+k-1$, which we call its
# **window**. All its other weights are zero. Each output still learns the weights of its window alone, from column $i$
# of `Y`. So this is a small least-squares problem for each output. The notes (section 1) say of sparse interactions
# that they reduce the memory of a model and "improve its statistical efficiency": it learns more from fewer examples.
#
# **Before you code:** how many outputs are there for $m$ inputs? How many examples does each of the small problems
# need before its $k$ weights are determined?

# %% role="answer" task="fit_sparse"
def fit_sparse(X, Y, k):
    """Learn the weights of a layer whose output i sees only the inputs i to i+k-1.

    X  array (N, m) of floats: the inputs, an example in each row
    Y  array (N, m-k+1) of floats: the outputs that the layer should give
    k  the number of inputs that an output sees, an int from 1 to m

    Returns an array W (m-k+1, m). In row i, only W[i, i:i+k] can differ from zero. It is found by
    least squares from the columns i to i+k-1 of X and column i of Y, for each row alone. If several
    weights are equally good, they are those of smallest norm.
    Does not change its arguments.
    Raises ValueError if X or Y is not 2-D, if they have different numbers of rows, if they have no
    rows, if k < 1, if k > m, and if Y does not have m-k+1 columns.
    """
    ### BEGIN SOLUTION
    check_windows(X, Y, k)
    W = np.zeros((Y.shape[1], X.shape[1]))
    for i in range(len(W)):
        W[i, i : i + k] = np.linalg.lstsq(X[:, i : i + k], Y[:, i])[0]
    return W
    ### END SOLUTION


### BEGIN SOLUTION
def check_windows(X, Y, k):
    """Raise ValueError unless the examples are legal and each window has an output."""
    check_examples(X, Y)
    if k < 1:
        raise ValueError(f"k must be at least 1, not {k}")
    if Y.shape[1] != X.shape[1] - k + 1:  # this includes k > m
        raise ValueError(f"{X.shape[1]} inputs do not give {Y.shape[1]} outputs if k is {k}")
### END SOLUTION

# %% role="check" task="fit_sparse"
check("fit_sparse", {
    "fit_sparse(some_inputs, some_inputs @ [[2, 0], [-1, 3], [0, 1]], 2)": [[2, -1, 0], [0, 3, 1]],
    "fit_sparse(some_inputs, some_inputs * [5, 6, 7], 1)": [[5, 0, 0], [0, 6, 0], [0, 0, 7]],
    "fit_sparse(np.array([[1.0, 1, 0]]), np.array([[4.0, 4]]), 2)": [[2, 2, 0], [0, 4, 0]],
    "fit_sparse(some_inputs, some_outputs, 3)": ValueError,
})

# %% [markdown] role="hints" task="fit_sparse"
# 1. Write down for m = 3 and k = 2 which columns of X and which column of Y belong to output 0, and
#    which belong to output 1.
# 2. For output i, take the window out of X with a slice of the columns. Solve a least-squares
#    problem for this window and one column of Y. Where in W do these k numbers belong?
# 3. Check as in fit_dense, and check k and the number of columns of Y. Make an array of zeros of
#    shape (m-k+1, m). Loop over its rows: solve for the window of X and the column of Y, take the
#    first value of the tuple, and write it into the window's columns of this row.
#
# * I get an error about shapes (could not broadcast input array): You write the weights of one
#   window into a row. Has this part of the row k places? Print its shape, and the shape of what you
#   write.
# * I get a LinAlgError: Some matrices have no inverse, for example if there are fewer examples than
#   weights. lstsq needs none.
# * Only some rows are right: Three things change from row to row: the columns of X, the column of
#   Y, and the place in W. Which of them does not use i? And does your loop reach the last output?
# * A check expects ValueError: Which sentence of the description forbids this call? NumPy does not
#   notice it.

# %%
draw_weights(fit_sparse, layer, [3, 10, 100], 3)

# %% [markdown]
# With three examples, the weights are far from right (part 5 explains it). But with 10 examples, they are already
# closer to the right ones than those of the dense layer with 100.
#
# ## 3. A shared layer
#
# Now all outputs use **the same** $k$ weights, the kernel `w`:
# $$Y_{a,i} \approx \sum_{j=0}^{k-1} w_j \, X_{a,i+j}.$$
# Each output of each example is one equation for $w$. All of them together are one least-squares problem with only $k$
# unknowns. The notes (section 2) say that parameter sharing is much better than dense layers in memory and in
# "statistical efficiency". Here you see why: an example with 30 outputs has 30 equations for the same three weights.
#
# **Before you code:** if you know the weights of the sparse layer, why is it not the same to take the mean of its
# windows? (Think of two positions. In one, the inputs are large, and in the other, they are so small that only noise is
# left.)

# %% role="answer" task="fit_shared"
def fit_shared(X, Y, k):
    """Learn the kernel of a layer that has the same k weights at every position.

    X  array (N, m) of floats: the inputs, an example in each row
    Y  array (N, m-k+1) of floats: the outputs that the layer should give
    k  the number of weights, an int from 1 to m

    Returns the kernel w, an array (k,), for which the sum of the squares of the differences between
    Y[a, i] and w[0]*X[a, i] + w[1]*X[a, i+1] + ... + w[k-1]*X[a, i+k-1] is smallest, over all
    examples a and all positions i at once. If several kernels are equally good, it is the one of
    smallest norm.
    Does not change its arguments.
    Raises ValueError if X or Y is not 2-D, if they have different numbers of rows, if they have no
    rows, if k < 1, if k > m, and if Y does not have m-k+1 columns.
    """
    ### BEGIN SOLUTION
    check_windows(X, Y, k)
    windows = np.lib.stride_tricks.sliding_window_view(X, k, axis=1)  # (N, m-k+1, k)
    return np.linalg.lstsq(windows.reshape(-1, k), Y.ravel())[0]
    ### END SOLUTION

# %% role="check" task="fit_shared"
check("fit_shared", {
    "fit_shared(np.array([[0.0, 1, 0, 2]]), np.array([[3.0, 5, 6]]), 2)": [5, 3],
    "fit_shared(some_inputs, some_inputs * [2, 2, 2], 1)": [2],
    "fit_shared(np.array([[1.0, 3]]), np.array([[0.0, 10]]), 1)": [3],
    "fit_shared(some_inputs[3:], np.array([[6.0]]), 3)": [2, 2, 2],
    "fit_shared(some_inputs, some_outputs, 1)": ValueError,
})

# %% [markdown] role="hints" task="fit_shared"
# 1. One example has the inputs 0, 1, 0, 2 and the outputs 3, 5, 6. Write down its three equations
#    for w[0] and w[1].
# 2. Build one tall matrix with k columns: each of its rows is a window. The right side is a long
#    vector with the output that belongs to each window. Both must be in the same order.
# 3. Check as in fit_sparse. Go through the examples and, for each, through the positions i: put the
#    slice of k inputs into one list and the output into another. Then solve one least-squares
#    problem for both lists as arrays. (Without loops: for each position, a slice of X with all
#    examples, stacked on each other; then Y must be stacked by columns, too.)
#
# * I get a LinAlgError: Incompatible dimensions: you have another number of windows than of
#   outputs. There must be one window for each output of each example. Singular matrix: some
#   matrices have no inverse. lstsq needs none.
# * It is right for one example and wrong for several: The windows and the outputs are in different
#   orders. Take two examples, and print the first rows of both.
# * My result has another shape, with two axes: The kernel is an array (k,). If the right side for
#   lstsq has one column, so has its result. What is its shape if the right side has only one axis?
# * My first weight is too small: Do you take a mean of the windows before you solve? Each window
#   and its output are one equation, and lstsq needs all equations.
# * A check expects ValueError: Which sentence of the description forbids this call? NumPy does not
#   notice it, or it raises another error.

# %%
draw_weights(fit_shared, layer, [1, 3, 10], 3)

# %% [markdown]
# With a single example, the weights are closer to the right ones than those of the sparse layer with 10.
#
# ## 4. How well does it predict?
#
# A layer that only repeats the examples is of no use. What counts is the error for **new** inputs. We compare its size
# with that of a simple answer, the mean of each output. So the error is 0 if all predictions are right, and 1 if they
# are no better than always answering the mean. (Its square is $1 - R^2$ in statistics.)

# %% role="answer" task="prediction_error"
def prediction_error(W, X, Y):
    """Compute how far the predictions of the layer `W` are from `Y`.

    W  array (n, m) of floats: the weights of the layer
    X  array (N, m) of floats: the inputs, an example in each row
    Y  array (N, n) of floats: the right outputs

    Returns a float: the norm of Y - X @ W.T, divided by the norm of Y - (the mean of each column of
    Y). The norm of an array is the square root of the sum of all its squared entries.
    Does not change its arguments.
    Raises ValueError if W, X or Y is not 2-D, if their shapes do not fit, if there are no rows, and
    if every column of Y is constant (as in a single row). Some columns may be constant: they count
    like the others.
    """
    ### BEGIN SOLUTION
    check_examples(X, Y)
    if W.shape != (Y.shape[1], X.shape[1]):
        raise ValueError(f"W has the shape {W.shape} instead of {(Y.shape[1], X.shape[1])}")
    if np.all(Y == Y[0]):
        raise ValueError("all outputs are constant")
    return float(np.linalg.norm(Y - X @ W.T) / np.linalg.norm(Y - Y.mean(axis=0)))
    ### END SOLUTION

# %% role="check" task="prediction_error"
check("prediction_error", {
    "prediction_error(some_weights, some_inputs, some_outputs)": 0,
    "prediction_error(np.array([[0.0]]), np.array([[1.0, 2]]).T, np.array([[3.0, -3]]).T)": 1,
    "prediction_error(np.array([[3.0]]), np.array([[1.0, 2]]).T, np.array([[3.0, 5]]).T)": 0.5**0.5,
    "prediction_error(some_weights, some_inputs[:2], np.array([[2.0, 0], [-2, 4]]))": 0.5,
    "prediction_error(some_weights, some_inputs[:1], some_outputs[:1])": ValueError,
})

# %% [markdown] role="hints" task="prediction_error"
# 1. The result is one norm divided by another. Which two arrays are measured, and what are their
#    shapes?
# 2. np.linalg.norm gives this norm for an array with two axes. For the mean of each column, tell
#    mean which axis it must go along.
# 3. Check the axes and all shapes yourself: NumPy broadcasts some that do not fit. Raise ValueError
#    if each row of Y equals its first row. Then compute the predictions, subtract them from Y, take
#    the norm, and divide it by the norm of Y minus its column means.
#
# * I get nan or inf, or a warning about a division: The denominator is 0, because all columns of Y
#   are constant. Which exception does the description ask for?
# * It is right for one output and wrong for several: Each column of Y has a mean of its own. Along
#   which axis do you take the mean?
# * The third check gives 0.5 and not 0.707: You divide one sum of squares by another. A
#   norm is the square root of such a sum.

# %% [markdown]
# ## 5. What you predicted
#
# Your four functions now do the whole experiment: the three layers learn from examples with noise, and their error is
# measured on 200 new inputs without noise. Each point is the median of nine tries. Both axes are logarithmic.

# %%
draw_errors(fit_dense, fit_sparse, fit_shared, prediction_error, layer)

# %% [markdown]
# **Shared** is right at once: after a single example its error is 0.04. **Sparse** has an error of 0.14 after 10
# examples and of 0.08 after 20. **Dense** still has an error of 0.14 after 100 examples and of 0.07 after 300. So of
# the numbers in the picture, the first with an error below 0.1 is 1 for shared, 20 for sparse and 300 for dense. This
# is what the notes call statistical efficiency.
#
# There is a surprise, too. **Sparse** has its largest error, 2.6, not with one example but with three, and dense has
# its largest error, 2.3, with 32. There are then exactly as many equations as unknowns for each output. The layer
# repeats its examples perfectly, and so it learns all their noise. With more examples, the noise averages out. With
# fewer, the smallest norm keeps the weights small.
#
# ### Is sharing always better?
#
# Now the 32 inputs are permuted, always in the same way. So nothing is lost: each output is still a weighted sum of
# three inputs. But these are not neighbours any more.
#
# **Predict:** which curves change?

# %%
permuted = layer[:, np.random.default_rng(3).permutation(32)]
draw_errors(fit_dense, fit_sparse, fit_shared, prediction_error, permuted)

# %% [markdown]
# For dense nothing has changed, because it assumes nothing about which inputs belong together. Shared is never better
# than the mean, and sparse is never better by more than 5%, however many examples there are. With three examples,
# sparse is much worse: its error is 15. The right weights are not among those that these two can learn. Few parameters
# help only if what they assume is true. For photographs and sound it is nearly true: neighbours belong together, and an
# edge looks the same everywhere.
#
# ## 6. The unknown kernel
#
# Back to the photograph. A 3×3 patch of it and the output at its place are one example, with nine inputs and one
# output. Since the kernel is shared, every patch is an example for the same nine weights. So your `fit_dense` finds
# them. How many patches does it need?

# %%
draw_recovered(fit_dense)

# %% [markdown]
# These are the numbers of Sobel's kernel, which finds vertical edges. Your function has found them by itself. Eight
# patches are not enough for nine unknowns. Nine of the 8836 patches in the photograph are enough, because there is no
# noise.
#
# ### The way of a network
#
# A large network cannot call `lstsq`, because its outputs are not weighted sums of its inputs. It makes many small
# steps instead: **gradient descent**. Start with any weights. Compute the error $e$ at each place. To make the sum of
# the squared errors smaller, subtract from each weight $w_{i,j}$ a small multiple of
# $$\frac{\partial}{\partial w_{i,j}} \, \frac12 \sum_{r,c} e_{r,c}^2 = \sum_{r,c} e_{r,c} \, x_{r+i,\,c+j}.$$
# Look at the right side: it is a convolution again, of the image with the error as the kernel. So the gradient of a
# convolution is a convolution. The next cell has all of it. There is nothing to write, only to watch: 1000 steps with
# a rate of 3. (The mean of the photograph is subtracted first. Otherwise, such large steps would not converge.)

# %% role="given"
def convolve(x, w):
    """The convolution of the image x with the kernel w, as in the notebook `convolution`."""
    windows = np.lib.stride_tricks.sliding_window_view(x, w.shape)
    return np.einsum("rcij,ij->rc", windows, w)


def descend(x, y, steps, rate):
    """Learn a 3×3 kernel that makes y from the image x. Returns the kernel after each step."""
    w = np.zeros((3, 3))
    kernels = [w]
    for _ in range(steps):
        error = convolve(x, w) - y
        gradient = convolve(x, error) / error.size  # a convolution again
        w = w - rate * gradient
        kernels.append(w)
    return kernels

# %%
show_descent(descend)

# %% [markdown]
# Here is the same in PyTorch. (It is not installed, so this is only to read.) The comments are the lines from above
# that do the same. `loss.backward()` computes the gradient, and it uses the convolution that you have just seen:
#
# ```python
# import torch
#
# layer = torch.nn.Conv2d(1, 1, kernel_size=3, bias=False)
# # w = np.zeros((3, 3))
# torch.nn.init.zeros_(layer.weight)
# optimizer = torch.optim.SGD(layer.parameters(), lr=rate)
# for _ in range(steps):
#     # error = convolve(x, w) - y
#     error = layer(x) - y
#     loss = (error**2).mean() / 2
#     # gradient = convolve(x, error) / error.size
#     optimizer.zero_grad()
#     loss.backward()
#     # w = w - rate * gradient
#     optimizer.step()
# ```
#
# Here `x` and `y` have the shape (1, 1, height, width). A real network has many such layers, and the errors of a layer
# come from the layers above it, but it learns in the same way.
#
# ## Going further (no points)
#
# * Give each output three weights of its own: fill `own = np.zeros((30, 32))` as `layer` above, but with
#   `rng.normal(size=3)` in each row (`rng = np.random.default_rng(0)`). Draw the errors with `own` in place of `layer`.
#   Which layer wins now, and which assumption is false?
# * Does the peak of dense disappear if its weights must be small? Write a function like `fit_dense` that returns
#   `np.linalg.solve(X.T @ X + 5 * np.eye(32), X.T @ Y).T`, and draw the errors with it.
#   Only the curve of dense changes. This is *ridge regression*.
# * The outputs of the unknown kernel had no noise. Take patches of an image of your own (with `sliding_window_view`),
#   and add noise to the outputs. How many patches do you need to find each weight to within 0.1? Do you need more than
#   with random inputs, and why?

# %%
# Your experiments:

# %% [markdown]
# ## What you now know
#
# * Kernels are learned. To learn is to make the error on examples small, and what counts is the error on new inputs.
# * Sparse interaction and sharing do not only save memory. They need fewer examples, because there is less to learn,
#   and because with sharing each position is an example of its own.
# * They do so by *assuming* something. If it is false, no number of examples helps.
# * With noise, a layer is at its worst if it has just as many equations as unknowns.
#
# **In NumPy, SciPy and PyTorch:** the function for least squares is `np.linalg.lstsq`, `scipy.linalg.lstsq` or
# `torch.linalg.lstsq`. In PyTorch the dense layer is `torch.nn.Linear`, and the shared one is `torch.nn.Conv1d`, each
# with `bias=False`. An optimizer learns their weights. PyTorch has no layer that is sparse without sharing.
#
# **Before you hand in**, save the notebook and run the last cell.

# %%
before_handing_in("learning.ipynb")
