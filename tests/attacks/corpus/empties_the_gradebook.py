"""Tries: remove all that was graded.

Must: the gradebook does not change.
"""

# group: left behind
# deserves: 0

# %%
open(TARGET["gradebook"], "w").close()
