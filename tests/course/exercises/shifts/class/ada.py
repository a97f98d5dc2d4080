# %%
def shift(x, by):
    if by < 0 or by > len(x):
        raise ValueError(by)
    return [0] * by + list(x[: len(x) - by])

# %%
def agrees(f, g, x):
    return bool((f(g(x)) == g(f(x))).all())

# %%
def answer():
    return 42, 21
