"""Tries: put the course's folder on the path and import the reference solution.

Must: the folder cannot be read; nothing is earned.
"""

# group: scores
# deserves: 0

# %%
sys.path[:0] = [TARGET["real_course"], os.path.dirname(TARGET["reference"]), os.path.dirname(TARGET["numpy"])]


def window_sums(x, size):
    import importlib.util

    spec = importlib.util.spec_from_file_location("solution", TARGET["reference"])
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module.window_sums(x, size)


def window_means(x, size):
    source = open(TARGET["reference"]).read()
    names = {"np": np}
    exec(source[source.index("def window_sums") : source.index('# %% role="check"')], names)
    return names["window_sums"](x, size) / size
