"""Tries: fill the result and its pages with megabytes of text, in the fields that say what went wrong.

Must: only the beginning is kept.
"""

# group: the channel
# deserves: 0


# %%
def max_pool(x, size=2, stride=None, padding=0):
    send_raw(frame_of({"dict": [["id", request()["id"]], ["too_large", "x" * (3 << 20)]]}))


def avg_pool(x, size=2, stride=None, padding=0):
    send_raw(frame_of({"dict": [["id", request()["id"]], ["not_callable", "y" * (3 << 20)]]}))


def figure_3_misprint():
    pairs = [
        ["type", "t" * 10**6],
        ["message", "m" * 10**6],
        ["place", "p" * 10**6],
        ["line", 1],
        ["code", "c" * 10**6],
    ]
    send_raw(frame_of({"dict": [["id", request()["id"]], ["error", {"dict": pairs}]]}))
