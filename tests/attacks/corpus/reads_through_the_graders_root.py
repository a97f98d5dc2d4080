"""Tries: go around all rules on paths through /proc/<grader>/root.

Must: that leads nowhere.
"""

# group: secrets
# deserves: 0

# %%
told(open(f"/proc/{TARGET['grader']}/root{TARGET['secret']}").read())
