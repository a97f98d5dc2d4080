"""Tries: reply with arrays where the grader wants a value or an error for each call.

Must: it is no answer.
"""

# group: the channel
# deserves: 0


# %%
def window_sums(x, size):
    if request()["report"] == "each":
        send_raw(reply(b"\0" * 16, values=[{"array": "<f8", "shape": [1], "at": at} for at in (0, 8)]))
    return 0
