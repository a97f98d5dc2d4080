"""Tries: become somebody else, and root again.

Must: there is nothing to become.
"""

# group: the kernel
# deserves: 0
# needs: root

# %%
os.setresuid(1000, 1000, 0)
os.setresuid(0, 0, 0)
worked()
