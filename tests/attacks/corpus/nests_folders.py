"""Tries: nest folders so deep that the clean-up exceeds its stack or the longest path.

Must: all are gone afterwards, and grading does not fail.
"""

# group: left behind
# deserves: 0

# %%
for _ in range(3000):
    os.mkdir("x" * 20)
    os.chdir("x" * 20)
