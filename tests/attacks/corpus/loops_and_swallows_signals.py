"""Tries: never end, whatever is sent to it.

Must: it is ended.
"""

# group: resources
# deserves: 0

# %%
for number in set(signal.valid_signals()) - {signal.SIGKILL, signal.SIGSTOP, 32, 33}:
    signal.signal(number, signal.SIG_IGN)


def window_sums(x, size):
    while True:
        try:
            while True:
                pass
        except BaseException:
            pass
