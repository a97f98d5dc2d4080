"""Tries: leave a file that IPython runs whenever the teacher starts it.

Must: no file can be made there.
"""

# group: left behind
# deserves: 0

# %%
with open(TARGET["startup"] + "/99-mine.py", "w") as file:
    file.write("1\n")
