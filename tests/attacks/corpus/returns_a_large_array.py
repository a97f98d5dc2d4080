"""Tries: return the largest array that travels, of a type that the grader has to make wider.

Must: the grader stays within its time and memory.
"""

# group: resources
# deserves: 0
# exercise: shifts


# %%
def shift(*args, **kwargs):
    return np.zeros(7 << 18, np.uint8)


answer = agrees = shift
