"""Tries: mount with fsopen and open_tree, which filters for mount miss.

Must: the calls are refused.
"""

# group: the kernel
# deserves: 0
# needs: root x86_64

# %%
for call in ((430, b"tmpfs", 0), (428, -100, TARGET["home"].encode(), 1)):
    try:
        worked(syscall(*call))
    except OSError as error:
        refused = error
raise refused
