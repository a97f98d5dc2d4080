"""Tries: bring out a secret through a function of the grader that returns its argument.

Must: there is no secret to bring out.
"""

# group: secrets
# deserves: 0
# exercise: shifts


# %%
def agrees(f, g, x):
    return f(open(TARGET["secret"]).read())
