"""Ways to write `shift`, and what students with a slip write instead of a line."""


def lists(x, by):
    if by < 0:
        # ~ accepts_a_negative_shift: if False:
        raise ValueError(by)
    if by > len(x):
        # ~ accepts_a_larger_shift: if False:
        raise ValueError(by)
    values = list(x)
    return [0] * by + values[: len(values) - by]
    # ~ rolls: return values[len(values) - by :] + values[: len(values) - by]
    # ~ to_the_left: return values[by:] + [0] * by
