"""Tries: end texts early with NUL, and break files with half a surrogate and with characters that are none.

Must: files are written whole, with something readable in place of these.
"""

# group: text
# deserves: 0


# %%
def max_pool(x, size=2, stride=None, padding=0):
    raise RuntimeError("a\x00b\ud800c\udfff\ufffe\U0010ffff")


def avg_pool(x, size=2, stride=None, padding=0):
    return ["\ud800", {"\x00": "\udcff"}]


raise RuntimeError("\x00\ud83d \udc80")
