"""Answers to one task, each in another way: the largest value of each window of a matrix."""

NAMES = frozenset(
    {"largest", "x", "size", "np", "range", "len", "max", "min", "int", "enumerate", "print", "ValueError"}
)

HINTS = """
def largest(x, size):
    if size < 1 or size > min(x.shape):
        raise ValueError("size does not fit")
    rows = x.shape[0] - size + 1
    columns = x.shape[1] - size + 1
    out = np.zeros((rows, columns))
    for i in range(rows):
        for j in range(columns):
            out[i, j] = x[i : i + size, j : j + size].max()
    return out
"""
HINTS_TOO = """
def largest(x, size):
    height, width = x.shape
    if not 1 <= size <= min(height, width):
        raise ValueError(f"{size} is no size of a window in {x.shape}")
    out = np.zeros((height - size + 1, width - size + 1))
    for row in range(out.shape[0]):
        for column in range(out.shape[1]):
            out[row, column] = np.max(x[row : row + size, column : column + size])
    return out
"""
WHILE = """
def biggest(values):
    best = values[0]
    k = 1
    while k < len(values):
        if values[k] > best:
            best = values[k]
        k += 1
    return best


def largest(x, size):
    result, top = [], 0
    while top + size <= len(x):
        line, left = [], 0
        while left + size <= len(x[0]):
            values = []
            for a in range(top, top + size):
                for b in range(left, left + size):
                    values.append(x[a][b])
            line.append(biggest(values))
            left += 1
        result.append(line)
        top += 1
    return np.array(result)
"""
VIEW = """
def largest(x, size):
    if size < 1 or size > min(x.shape):
        raise ValueError(size)
    return np.lib.stride_tricks.sliding_window_view(x, (size, size)).max(axis=(2, 3))
"""
STRIDES = """
def largest(x, size):
    h, w = x.shape
    s0, s1 = x.strides
    shape = (h - size + 1, w - size + 1, size, size)
    windows = np.lib.stride_tricks.as_strided(x, shape=shape, strides=(s0, s1, s0, s1))
    flat = windows.reshape(shape[0], shape[1], size * size)
    return flat[:, :, flat.argmax(axis=2)[0, 0]] if size == 1 else flat.max(axis=2)
"""
TWO_PASSES = """
def along_rows(x, size):
    parts = [x[:, k : x.shape[1] - size + 1 + k] for k in range(size)]
    best = parts[0].copy()
    for part in parts[1:]:
        best = np.where(part > best, part, best)
    return best


def largest(x, size):
    return along_rows(along_rows(x, size).T, size).T
"""
COMPREHENSION = """
def largest(x, size):
    if not 0 < size <= len(x):
        raise ValueError
    return [[max(max(line[j : j + size]) for line in x[i : i + size]) for j in range(len(x[0]) - size + 1)]
            for i in range(len(x) - size + 1)]
"""
SHIFTS = """
def largest(x, size):
    from functools import reduce
    rows, columns = (n - size + 1 for n in x.shape)
    moved = (x[i : i + rows, j : j + columns] for i in range(size) for j in range(size))
    return reduce(np.maximum, moved)
"""
INDEXES = """
def largest(x, size):
    i = np.arange(x.shape[0] - size + 1)[:, None, None, None]
    j = np.arange(x.shape[1] - size + 1)[None, :, None, None]
    a, b = np.arange(size)[None, None, :, None], np.arange(size)[None, None, None, :]
    return np.amax(x[i + a, j + b], axis=(-1, -2))
"""
DICTIONARY = """
def largest(x, size):
    found = {}
    for (r, c), value in np.ndenumerate(x):
        for dr in range(size):
            for dc in range(size):
                place = r - dr, c - dc
                if min(place) >= 0:
                    found[place] = max(value, found.get(place, value))
    out = np.empty((x.shape[0] - size + 1, x.shape[1] - size + 1), dtype=x.dtype)
    for place in np.ndindex(*out.shape):
        out[place] = found[place]
    return out
"""
CLASS = {
    "hints": HINTS, "hints_too": HINTS_TOO, "loops": WHILE, "view": VIEW, "strides": STRIDES, "passes": TWO_PASSES,
    "lists": COMPREHENSION, "shifts": SHIFTS, "indexes": INDEXES, "dictionary": DICTIONARY,
}  # fmt: skip

# WHILE with other names of variables, other comments and layout, and the functions in another order.
WHILE_COPIED = """
def largest(x, size):  # my own work
    answer = []
    row = 0
    while row + size <= len(x):
        one_row, col = [], 0
        while col + size <= len(x[0]):
            numbers = []
            for p in range(row, row + size):
                for q in range(col, col + size): numbers.append(x[p][q])
            one_row.append(find_it(numbers))
            col += 1
        answer.append(one_row)
        row += 1
    return np.array(answer)


def find_it(numbers):
    '''The maximum.'''
    m = numbers[0]
    n = 1
    while n < len(numbers):
        if numbers[n] > m: m = numbers[n]
        n += 1
    return m
"""
