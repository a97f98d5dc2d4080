"""What the feedback needs to know about calls of this exercise's functions."""


def highlight(arguments, place):
    """The values of x in the window that gives the result at `place`."""
    return {"x": range(place[0], place[0] + arguments["size"])}


def is_legal(args):
    """Whether the size fits the array."""
    _, size = args
    return size <= 100
