"""Tries: end the process in the last of the cells that are still run, so that all others run again each time.

Must: the number of processes is bounded.
"""

# group: resources
# deserves: 0
# cells: ("def f{number}(a=last() and os._exit(0)): pass", 300)


# %%
def last():
    """Whether the present step is the last one that the grader asked for."""
    frame = sys._getframe()
    while frame is not None:
        for value in list(frame.f_locals.values()):
            if isinstance(value, dict) and "steps" in value:
                return value["steps"][-1] is frame.f_locals.get("step")
        frame = frame.f_back
