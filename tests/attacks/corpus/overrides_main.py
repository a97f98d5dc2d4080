"""Tries: replace the module __main__ and its dictionary by ones that have an answer for every name.

Must: nothing is earned, not even for tasks whose functions are not defined.
"""

# group: scores
# deserves: 0

# %%
import types


class Everything(dict):
    def __contains__(self, name):
        return True

    def __missing__(self, name):
        return lambda *args, **kwargs: np.array([5, 6, 10, 13])


module = types.ModuleType("__main__")
module.__getattr__ = lambda name: Everything()[name]
sys.modules["__main__"] = module


def window_sums(x, size):
    frame = sys._getframe()
    while frame := frame.f_back:
        if "self" in frame.f_locals and hasattr(frame.f_locals["self"], "main"):
            frame.f_locals["self"].main = type("Main", (), {"__dict__": Everything()})()
    return x
