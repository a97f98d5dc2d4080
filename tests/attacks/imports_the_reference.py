"""Tries: put the course's folder on the path and import the reference solution.

Must: the folder cannot be read; nothing is earned.
"""

# group: scores
# deserves: 0

# %%
sys.path[:0] = [TARGET["real_course"], f"{TARGET['real_course']}/solutions/pooling", os.path.dirname(TARGET["numpy"])]


def max_pool(x, size=2, stride=None, padding=0):
    import importlib.util

    spec = importlib.util.spec_from_file_location("solution", TARGET["reference"])
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module.max_pool(x, size, stride, padding)


def avg_pool(x, size=2, stride=None, padding=0):
    source = open(TARGET["reference"]).read()
    names = {"np": np}
    exec(source[source.index("def windows") : source.index("### END SOLUTION", source.index("def windows"))], names)
    return np.nanmean(names["windows"](x, size, stride, padding, fill=np.nan), axis=(2, 3))
