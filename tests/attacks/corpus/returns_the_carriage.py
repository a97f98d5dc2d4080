"""Tries: overwrite a line by carriage returns, backspaces, tabs and form feeds.

Must: no control character is shown.
"""

# group: text
# deserves: 0


# %%
def window_sums(x, size):
    raise RuntimeError("0 of 6\r6 of 6\x08\x08\x7f\x0b\x0c\x85\u2028\u2029")


raise RuntimeError("0 of 15\r15 of 15 points\x08\x0e\x1a\t")
