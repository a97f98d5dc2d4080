"""Tries: reach the course through the grader's working folder.

Must: that leads nowhere.
"""

# group: secrets
# deserves: 0

# %%
worked(os.listdir(f"/proc/{TARGET['grader']}/cwd"))
