"""Tries: give a file of the teacher's to another user.

Must: owners stay as they are.
"""

# group: left behind
# deserves: 0
# needs: root

# %%
os.chown(TARGET["secret"], 65534, 65534)
