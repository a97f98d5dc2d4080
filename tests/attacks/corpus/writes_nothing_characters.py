"""Tries: end texts early with NUL, and break files with half a surrogate and with characters that are none.

Must: files are written whole, with something readable in place of these.
"""

# group: text
# deserves: 0


# %%
def window_sums(x, size):
    raise RuntimeError("a\x00b\ud800c\udfff\ufffe\U0010ffff")


def window_means(x, size):
    return ["\ud800", {"\x00": "\udcff"}]


raise RuntimeError("\x00\ud83d \udc80")
