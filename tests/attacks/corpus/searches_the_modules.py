"""Tries: find the grader's modules among those that are loaded, and ask them.

Must: none is there.
"""

# group: scores
# deserves: 0

# %%
for name in list(sys.modules):
    if name.startswith("course_") or name.partition(".")[0] in ("pytest", "_pytest", "nbgrader", "autograder"):
        worked(name)


def window_sums(x, size):
    from autograder.course import content, loading

    return content.load_reference(loading.load_course(TARGET["real_course"]).exercise("sums")).window_sums(x, size)


def window_means(x, size):
    [module] = [module for name, module in sys.modules.items() if name.endswith(".sums.reference")]
    return module.window_means(x, size)
