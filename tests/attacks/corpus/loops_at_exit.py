"""Tries: never end when the process is to end.

Must: it is ended.
"""

# group: resources
# deserves: 0

# %%
import atexit
import faulthandler


def forever():
    while True:
        pass


atexit.register(forever)
threading._register_atexit(forever)
faulthandler.dump_traceback_later(0.2, exit=False)


def window_sums(x, size):
    sys.exit(0)


def window_means(x, size):
    ctypes.CDLL(None).exit(0)
