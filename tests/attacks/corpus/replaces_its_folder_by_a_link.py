"""Tries: put a link to the teacher's home folder in place of its own folder, which the grader will remove with all in it.

Must: the link cannot be put there, or is not followed; nothing is removed and nothing is left.
"""

# group: left behind
# deserves: 0

# %%
here = os.getcwd()
os.rename(here, f"{here}-moved")
os.symlink(TARGET["home"], here)
