"""Tries: use what root has and a student does not need, its capabilities.

Must: there is none but that to read what the rules for files allow.
"""

# group: the kernel
# deserves: 0
# needs: root

# %%
status = open("/proc/self/status").read()
held = int(status.partition("CapEff:\t")[2].split()[0], 16)
if held & ~(1 << 2):  # CAP_DAC_READ_SEARCH
    worked(hex(held))
