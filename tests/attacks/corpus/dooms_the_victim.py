"""Tries: have the kernel choose another process when memory runs out.

Must: the file cannot be opened.
"""

# group: other processes
# deserves: 0

# %%
with open(f"/proc/{TARGET['victim']}/oom_score_adj", "w") as file:
    file.write("900")
