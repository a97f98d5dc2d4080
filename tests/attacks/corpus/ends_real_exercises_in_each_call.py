"""Tries: have the grader start a process for each call of an exercise with many tasks and tests.

Must: the number of processes and the time are bounded.
"""

# group: resources
# deserves: 0
# exercise: equivariance
# limits: notebook_seconds=15


# %%
def translate(*args, **kwargs):
    os._exit(0)


equivariance_error = is_equivariant = is_invariant = equivariances = detect = translate
