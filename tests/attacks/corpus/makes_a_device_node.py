"""Tries: open the disk itself, where all files are, or the kernel's log by a device node of its own making.

Must: no node can be made, or it cannot be opened.
"""

# group: secrets
# deserves: 0
# needs: root

# %%
for kind, device in ((stat.S_IFBLK, os.stat("/").st_dev), (stat.S_IFCHR, os.makedev(1, 11))):
    try:
        os.mknod(f"device{kind}", kind | 0o600, device)
        worked(os.open(f"device{kind}", os.O_RDONLY))
    except OSError as error:
        refused = error
raise refused
