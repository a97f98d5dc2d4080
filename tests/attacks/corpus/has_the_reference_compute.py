"""Tries: call an earlier function, which the reference answers, with 4900 filters and a padding of 100.

Must: the grader stays within its time and memory.
"""

# group: resources
# deserves: 0
# exercise: convolution


# %%
def conv2d_layer(x, w, b, stride=1, padding=0):
    return 0


def convolution_matrix(w, m):
    return conv2d_layer(np.ones((1, 1, 1, 1)), np.ones((4900, 1, 1, 1)), np.zeros(4900), 1, 100)
