"""Tries: make a folder in submitted/, as if there were one more student.

Must: no folder can be made.
"""

# group: left behind
# deserves: 0

# %%
os.makedirs(TARGET["submitted"] + "/nobody/sums")
