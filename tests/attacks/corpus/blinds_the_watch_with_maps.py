"""Tries: map a file of a long path 60000 times, so that counting takes seconds, and write 1000 MB meanwhile.

Must: no more is written than some files.
"""

# group: resources
# deserves: 0
# limits: cell_seconds=10, notebook_seconds=20

# %%
LIBC.mmap.restype = ctypes.c_void_p
LIBC.mmap.argtypes = [ctypes.c_void_p, ctypes.c_size_t, ctypes.c_int, ctypes.c_int, ctypes.c_int, ctypes.c_long]
folder = "/".join(["d" * 250] * 15)
os.makedirs(folder)
descriptor = os.open(folder + "/f", os.O_RDWR | os.O_CREAT)
os.write(descriptor, b"x" * 4096)
for _ in range(60_000):
    LIBC.mmap(None, 4096, 1, 2, descriptor, 0)
time.sleep(0.12)
for number in range(20):
    with open(f"file{number}", "wb", buffering=0) as file:
        for _ in range(50):
            file.write(bytes(1 << 20))
worked(f"{sum(os.stat(f'file{n}').st_blocks for n in range(20)) >> 11} MB")
