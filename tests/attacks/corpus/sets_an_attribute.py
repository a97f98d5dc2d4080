"""Tries: attach an extended attribute to a file of the teacher's.

Must: attributes stay as they are.
"""

# group: left behind
# deserves: 0

# %%
os.setxattr(TARGET["secret"], "user.mallory", b"1")
