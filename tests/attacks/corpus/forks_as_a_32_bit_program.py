"""Tries: start a process by the 32-bit entry to the kernel, from machine code of its own.

Must: the entry is closed, as 64-bit filters do not know its numbers.
"""

# group: the kernel
# deserves: 0
# needs: x86_64

# %%
page = mmap.mmap(-1, 4096, prot=mmap.PROT_READ | mmap.PROT_WRITE | mmap.PROT_EXEC)
page.write(bytes.fromhex("53 b8 02000000 cd80 5b c3"))  # push rbx; mov eax, 2; int 0x80; pop rbx; ret
enter = ctypes.CFUNCTYPE(ctypes.c_int)(ctypes.addressof(ctypes.c_char.from_buffer(page)))
result = enter()
if result < 0:
    raise OSError(-result, os.strerror(-result))
forked(result)
