"""Tries: overwrite what the grader has in its memory, with process_vm_writev.

Must: the call is refused.
"""

# group: other processes
# deserves: 0
# needs: x86_64

# %%
here = ctypes.create_string_buffer(b"mallory has 15 points")
vectors = [struct.pack("QQ", address, 20) for address in (ctypes.addressof(here), TARGET["grader_address"])]
syscall(311, TARGET["grader"], vectors[0], 1, vectors[1], 1, 0)
