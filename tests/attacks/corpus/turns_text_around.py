"""Tries: have a text read differently than it is, by marks for direction, invisible characters and look-alikes.

Must: no such mark is shown.
"""

# group: text
# deserves: 0

# %%
MARKS = "\u202e\u2066\u2069\u200f\u200b\u2060\ufeff\u00ad\u180e\U000e0001"


def window_sums(x, size):
    raise RuntimeError(f"0 of 6{MARKS}6 fo 6")


def window_means(x, size):
    return MARKS


raise RuntimeError(MARKS + "51 fo 51")
