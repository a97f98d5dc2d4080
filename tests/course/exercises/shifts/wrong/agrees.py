"""Ways to write `agrees`, and what students with a slip write instead of a line."""


def values(f, g, x):
    return all(one == other for one, other in zip(f(g(x)), g(f(x)), strict=True))
    # ~ always_true: return True
    # ~ reversed_answer: return any(one != other for one, other in zip(f(g(x)), g(f(x)), strict=True))
