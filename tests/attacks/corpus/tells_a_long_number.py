"""Tries: fill the result with the digits of a number, as the line of an error.

Must: that is no answer, or only the beginning is kept.
"""

# group: the channel
# deserves: 0


# %%
def window_sums(x, size):
    send_raw(reply(error=packed(type="E", message="m", line=10**4200)))
