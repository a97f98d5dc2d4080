"""Tries: return an array where a text is expected.

Must: it is a wrong text.
"""

# group: scores
# deserves: 0
# exercise: convolutional_layer


# %%
def terminology():
    return dict.fromkeys(["convolution stage", "detector stage", "pooling stage"], np.array([1, 2]))
