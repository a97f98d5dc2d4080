"""Tries: read the grader's memory through /proc.

Must: it cannot be opened.
"""

# group: secrets
# deserves: 0

# %%
with open(f"/proc/{TARGET['grader']}/mem", "rb", buffering=0) as memory:
    memory.seek(TARGET["grader_address"])
    told(memory.read(64))
