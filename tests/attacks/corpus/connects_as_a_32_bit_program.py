"""Tries: make a socket by the 32-bit entry to the kernel.

Must: the entry is closed, as 64-bit filters do not know its numbers.
"""

# group: the kernel
# deserves: 0
# needs: x86_64

# %%
page = mmap.mmap(-1, 4096, prot=mmap.PROT_READ | mmap.PROT_WRITE | mmap.PROT_EXEC)
page.write(bytes.fromhex("53 b8 67010000 bb 02000000 b9 01000000 31d2 cd80 5b c3"))  # socket(AF_INET, SOCK_STREAM, 0)
enter = ctypes.CFUNCTYPE(ctypes.c_int)(ctypes.addressof(ctypes.c_char.from_buffer(page)))
result = enter()
if result < 0:
    raise OSError(-result, os.strerror(-result))
socket.socket(fileno=result).connect(("127.0.0.1", TARGET["tcp"]))
