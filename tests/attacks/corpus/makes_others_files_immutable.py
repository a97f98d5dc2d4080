"""Tries: set the flag that keeps a file from being changed, by ioctl on a descriptor for reading.

Must: the file cannot be opened, or the ioctl is refused.
"""

# group: left behind
# deserves: 0
# needs: root

# %%
import fcntl

descriptor = os.open(TARGET["secret"], os.O_RDONLY)
fcntl.ioctl(descriptor, 0x40086602, struct.pack("l", 0x40))  # FS_IOC_SETFLAGS, no dump: does no harm
worked()
