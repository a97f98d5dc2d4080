"""Tries: push another process's memory out with process_madvise.

Must: the call is refused.
"""

# group: other processes
# deserves: 0
# needs: x86_64

# %%
process = syscall(434, TARGET["victim"], 0)
start = int(open(f"/proc/{TARGET['victim']}/maps").readline().split("-")[0], 16)
syscall(440, process, struct.pack("QQ", start, 4096), 1, 21, 0)  # MADV_PAGEOUT
worked()
