"""Tries: nest folders so deep that whoever clears up runs out of stack or path.

Must: all are gone afterwards, and grading does not fail.
"""

# group: left behind
# deserves: 0

# %%
for _ in range(3000):
    os.mkdir("x" * 20)
    os.chdir("x" * 20)
