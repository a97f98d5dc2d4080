"""Tries: use what root has and a student does not need: the list of its capabilities is not empty.

Must: there is none.
"""

# group: the kernel
# deserves: 0
# needs: root

# %%
status = open("/proc/self/status").read()
held = int(status.partition("CapEff:\t")[2].split()[0], 16)
if held:
    worked(hex(held))
