"""Tries: send bytes that are no text, numbers of millions of digits, NaN as a name, half a surrogate and two ids.

Must: that is no message; the grader does not fail.
"""

# group: the channel
# deserves: 0

# %%
TEXTS = [
    b"\xff\xfe\x00",
    b"9" * 10**6,
    b'{"id": 1e999999, "values": [NaN, -Infinity]}',
    b'{"id": "\\ud800", "values": ["\\udfff"]}',
    b"\xef\xbb\xbf{}",
    b"",
    b"{" * 10,
    b'{"dict": [[[], 1]]}',
    b'{"dict": [[{"array": "<f8", "shape": [0], "at": 0}, 1]]}',
]
turns = iter(range(10**6))


def window_sums(x, size):
    text = TEXTS[next(turns) % len(TEXTS)]
    send_raw(frame_of(text))
