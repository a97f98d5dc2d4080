"""Tries: open a secret file for all users, and lock the gradebook for its owner.

Must: modes stay as they are.
"""

# group: left behind
# deserves: 0

# %%
try:
    os.chmod(TARGET["secret"], 0o666)
finally:
    os.chmod(TARGET["gradebook"], 0)
