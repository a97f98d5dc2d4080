"""Tries: change the teacher's settings of Matplotlib.

Must: the file stays as it is.
"""

# group: left behind
# deserves: 0

# %%
with open(TARGET["matplotlibrc"], "w") as file:
    file.write("backend: module://mine\n")
