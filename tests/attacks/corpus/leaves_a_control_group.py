"""Tries: make a control group.

Must: none can be made.
"""

# group: left behind
# deserves: 0
# needs: root

# %%
os.mkdir(f"/sys/fs/cgroup/pids/{TARGET['name']}")
