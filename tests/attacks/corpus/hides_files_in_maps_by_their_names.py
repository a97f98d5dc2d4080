"""Tries: fill the disk with files that are removed and held in memory, named so that they look like none.

Must: the folder's bound holds for them.
"""

# group: resources
# deserves: 0
# limits: scratch_mb=8

# %%
LIBC.mmap.restype = ctypes.c_void_p
for number in range(40):
    name = f"x 00:01 y {number} of zero"
    file = os.open(name, os.O_RDWR | os.O_CREAT)
    os.write(file, b"x" * 2**20)
    LIBC.mmap(None, ctypes.c_size_t(2**20), 3, 1, file, ctypes.c_long(0))
    os.unlink(name)
    os.close(file)
time.sleep(0.5)
worked("40 MB of 8")
