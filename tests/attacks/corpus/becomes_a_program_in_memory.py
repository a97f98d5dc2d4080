"""Tries: the same with a program that is no file, by execveat on a descriptor of memory.

Must: no program can be run.
"""

# group: the kernel
# deserves: 0
# needs: x86_64

# %%
message = reply(error=error_of(TARGET["marker"])) if request()["id"] != "unknown" else b""
with open("message", "wb") as file:
    file.write(message or TARGET["marker"].encode())
program = os.memfd_create("program", 0)
os.write(program, open("/bin/cat", "rb").read())
if message:
    os.dup2(channel(), 1)
arguments = (ctypes.c_char_p * 3)(b"cat", b"message", None)
syscall(322, program, b"", arguments, (ctypes.c_char_p * 1)(None), 0x1000)
