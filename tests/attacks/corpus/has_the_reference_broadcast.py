"""Tries: call an earlier function, which the reference answers, with three arrays that broadcast to 64 million values.

Must: the grader stays within its time and memory.
"""

# group: resources
# deserves: 0
# exercise: convolutional_layer


# %%
def convolution_stage(x, w, b):
    return 0


def convolutional_layer(x, w, b, size, stride, padding):
    n = 400
    return convolution_stage(np.ones((n, 1, 1)), [np.ones((n, 1))], np.ones(n))
