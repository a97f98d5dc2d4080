"""Tries: start threads with a table of descriptors of their own, in which removed files stay open.

Must: such a thread cannot be had.
"""

# group: resources
# deserves: 0
# needs: x86_64

# %%
code = mmap.mmap(-1, 4096, prot=7)
code.write(bytes.fromhex("b8220000000f05ebf7"))  # pause() for ever
address = ctypes.addressof(ctypes.c_char.from_buffer(code))
VM, FS, SIGHAND, THREAD = 0x100, 0x200, 0x800, 0x10000
before, start, stacks = os.statvfs("."), time.time(), []
for number in range(3):
    files = []
    for _ in range(6):
        files.append(open("file", "w+b", 0))
        for _ in range(8):
            files[-1].write(b"x" * (1 << 20))
        os.unlink("file")
    stacks.append(ctypes.create_string_buffer(1 << 16))
    top = (ctypes.addressof(stacks[-1]) + (1 << 16) - 64) & ~15
    if LIBC.clone(ctypes.c_void_p(address), ctypes.c_void_p(top), VM | FS | SIGHAND | THREAD, None) < 0:
        raise OSError(ctypes.get_errno(), "clone")
    for file in files:
        file.close()
time.sleep(0.5)
after = os.statvfs(".")
worked(f"{(before.f_bfree - after.f_bfree) * before.f_frsize >> 20} MB of the disk in {time.time() - start:.1f} s")
