"""Tries: overwrite what the grader has in its memory, through /proc.

Must: the file cannot be opened.
"""

# group: other processes
# deserves: 0

# %%
with open(f"/proc/{TARGET['grader']}/mem", "r+b", buffering=0) as memory:
    memory.seek(TARGET["grader_address"])
    memory.write(b"mallory has 15 points")
