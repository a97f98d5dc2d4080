"""Tries: keep removed and closed files of 50 MB on the disk by mapping one page of each.

Must: they count with all that they have on the disk.
"""

# group: resources
# deserves: 0

# %%
LIBC.mmap.restype = ctypes.c_void_p
before, kept, start = os.statvfs("."), 0, time.time()
for number in range(18):
    with open("file", "w+b", 0) as file:
        for _ in range(50):
            file.write(b"x" * (1 << 20))
        LIBC.mmap(None, ctypes.c_size_t(4096), 1, 1, file.fileno(), ctypes.c_long(0))
        os.unlink("file")
    kept += 1
time.sleep(0.5)
after = os.statvfs(".")
worked(
    f"{kept} files, {(before.f_bfree - after.f_bfree) * before.f_frsize >> 20} MB of the disk in {time.time() - start:.1f} s"
)
