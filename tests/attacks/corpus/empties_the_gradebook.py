"""Tries: remove all that was graded.

Must: the gradebook stays what it was.
"""

# group: left behind
# deserves: 0

# %%
open(TARGET["gradebook"], "w").close()
