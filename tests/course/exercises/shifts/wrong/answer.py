"""Ways to write `answer`, and what students with a slip write instead of a line."""


def halved():
    number = 42
    return number, number // 2
    # ~ twice_the_same: return number, number
    # ~ exchanged: return number // 2, number
