"""Tries: read the hidden tests of this exercise.

Must: the file cannot be opened.
"""

# group: secrets
# deserves: 0

# %%
text = open(TARGET["hidden_tests"]).read()
told(text[:500])
