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


def max_pool(x, size=2, stride=None, padding=0):
    sys.exit(0)


def avg_pool(x, size=2, stride=None, padding=0):
    ctypes.CDLL(None).exit(0)
