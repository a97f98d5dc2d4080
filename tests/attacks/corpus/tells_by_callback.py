"""Tries: bring a secret out through a function of the grader's that gives back what it gets.

Must: there is nothing to bring out.
"""

# group: secrets
# deserves: 0
# exercise: shifts


# %%
def agrees(f, g, x):
    return f(open(TARGET["secret"]).read())
