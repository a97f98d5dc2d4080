"""Tries: reopen a file of the grader's that has no name any more.

Must: it cannot be opened.
"""

# group: secrets
# deserves: 0

# %%
told(open(f"/proc/{TARGET['grader']}/fd/{TARGET['grader_file']}").read())
