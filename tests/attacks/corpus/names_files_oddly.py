"""Tries: give its files names with line breaks, escapes and bytes that are no text.

Must: all are gone afterwards.
"""

# group: left behind
# deserves: 0

# %%
for name in (b"\n", b"-rf", b"\xff\xfe", b"\x1b]0;title\x07", b"*", b" ", "\u202e".encode()):
    os.close(os.open(name, os.O_CREAT))
    os.mkdir(name + b".d")
