"""Tries: read the grader's memory with process_vm_readv.

Must: the call is refused.
"""

# group: secrets
# deserves: 0
# needs: x86_64

# %%
here = ctypes.create_string_buffer(64)
vectors = [struct.pack("QQ", address, 64) for address in (ctypes.addressof(here), TARGET["grader_address"])]
syscall(310, TARGET["grader"], vectors[0], 1, vectors[1], 1, 0)
told(here.value)
