"""The mistakes in `translate`, as students write them."""

import numpy as np


def _as_list(x, offset):
    offsets = [offset] if isinstance(offset, int) else list(offset)
    if len(offsets) != x.ndim:
        raise ValueError("wrong number of offsets")
    return offsets


def _from(x, source):
    """The array whose value at each position is x[source(position)], or 0 if this is outside x."""
    result = np.zeros(x.shape)
    for place in np.ndindex(x.shape):
        there = source(place)
        if all(0 <= i < n for i, n in zip(there, x.shape, strict=True)):
            result[place] = x[tuple(there)]
    return result


def opposite_direction(x, offset):
    offsets = _as_list(x, offset)
    return _from(x, lambda place: [i + k for i, k in zip(place, offsets, strict=True)])


def rolled(x, offset):
    offsets = _as_list(x, offset)
    result = np.empty(x.shape, dtype=np.float32)
    for place in np.ndindex(x.shape):
        result[tuple((i + k) % n for i, k, n in zip(place, offsets, x.shape, strict=True))] = x[place]
    return result


def rolled_as_one_row(x, offset):
    for k in _as_list(x, offset):
        x = np.roll(x, k)
    return x


def axes_swapped(x, offset):
    offsets = _as_list(x, offset)
    return _from(x, lambda place: [place[a] - offsets[len(place) - 1 - a] for a in range(len(place))])


def only_the_first_axis(x, offset):
    k = _as_list(x, offset)[0]
    out = []
    for i in range(len(x)):
        out.append(x[i - k].tolist() if 0 <= i - k < len(x) else (0 * x[0]).tolist())
    return out


def only_the_last_axis(x, offset):
    k = _as_list(x, offset)[-1]
    n = x.shape[-1]
    wide = np.concatenate([np.zeros((*x.shape[:-1], n + abs(k))), x, np.zeros((*x.shape[:-1], n + abs(k)))], axis=-1)
    begin = n + abs(k) - k
    return wide[..., begin : begin + n]


def first_offset_for_every_axis(x, offset):
    offsets = _as_list(x, offset)
    return _from(x, lambda place: [i - offsets[0] for i in place])


def sign_ignored(x, offset):
    offsets = _as_list(x, offset)
    for axis, k in enumerate(offsets):
        x = np.apply_along_axis(lambda v, k=k: np.pad(v, (abs(k), 0))[: len(v)], axis, x)
    return x


def border_repeated(x, offset):
    offsets = _as_list(x, offset)
    reach = max(map(abs, offsets), default=0)
    wide = np.pad(x, reach, mode="edge")
    return wide[tuple(slice(reach - k, reach - k + n) for k, n in zip(offsets, x.shape, strict=True))]


def nan_moves_in(x, offset):
    result = np.full(x.shape, np.nan)
    offsets = _as_list(x, offset)
    for place in np.ndindex(x.shape):
        to = [i + k for i, k in zip(place, offsets, strict=True)]
        if min(to) >= 0 and all(np.less(to, x.shape)):
            result[tuple(to)] = x[place]
    return result


def array_grows(x, offset):
    for axis, k in enumerate(_as_list(x, offset)):
        shape = list(x.shape)
        shape[axis] = abs(k)
        both = [np.zeros(shape), x]
        x = np.concatenate(both if k >= 0 else both[::-1], axis=axis)
    return x


def array_shrinks(x, offset):
    for axis, k in enumerate(_as_list(x, offset)):
        x = np.swapaxes(x, 0, axis)
        x = x[: max(len(x) - k, 0)] if k > 0 else x[-k:]
        x = np.swapaxes(x, 0, axis)
    return x


def offset_of_zero_erases(x, offset):
    moved = np.copy(x)
    for axis, k in enumerate(_as_list(x, offset)):
        moved = np.swapaxes(np.roll(moved, k, axis=axis), 0, axis)
        if k > 0:
            moved[:k] = 0
        else:
            moved[k:] = 0
        moved = np.swapaxes(moved, 0, axis)
    return moved


def offset_of_zero_fails(x, offset):
    to, origin = [], []
    for k, n in zip(_as_list(x, offset), x.shape, strict=True):
        k = max(-n, min(k, n))
        to.append(slice(k, None) if k >= 0 else slice(None, k))
        origin.append(slice(None, -k) if k >= 0 else slice(-k, None))
    moved = np.zeros(x.shape)
    moved[tuple(to)] = x[tuple(origin)].reshape(moved[tuple(to)].shape)
    return moved


def fails_beyond_the_size(x, offset):
    offsets = _as_list(x, offset)
    kept = np.ones([n - abs(k) for n, k in zip(x.shape, offsets, strict=True)])
    moved = np.zeros(x.shape)
    for place in np.ndindex(kept.shape):
        to = tuple(i + max(k, 0) for i, k in zip(place, offsets, strict=True))
        moved[to] = x[tuple(i + max(-k, 0) for i, k in zip(place, offsets, strict=True))]
    return moved


def refuses_an_offset_as_large_as_the_axis(x, offset):
    offsets = _as_list(x, offset)
    if any(abs(k) >= n for k, n in zip(offsets, x.shape, strict=True)):
        raise ValueError("nothing would be left")
    return _from(x, lambda place: [i - k for i, k in zip(place, offsets, strict=True)])


def wraps_in_at_the_front(x, offset):
    offsets = _as_list(x, offset)
    result = np.zeros(x.shape)
    for place in np.ndindex(x.shape):
        try:
            value = x[tuple(i - k for i, k in zip(place, offsets, strict=True))]
        except IndexError:
            value = 0
        result[place] = value
    return result


def wraps_in_at_the_end(x, offset):
    offsets = _as_list(x, offset)
    result = 0 * x
    for place, value in np.ndenumerate(x):
        target = np.add(place, offsets)
        if np.all(target < x.shape) and np.all(target >= np.negative(x.shape)):
            result[tuple(target)] = value
    return result.tolist()


def changes_its_argument(x, offset):
    offsets = _as_list(x, offset)
    old = x.tolist()
    for place in np.ndindex(x.shape):
        value = old
        for i, k, n in zip(place, offsets, x.shape, strict=True):
            value = value[i - k] if value != 0 and 0 <= i - k < n else 0
        x[place] = value
    return x.tolist()


def fractions_cut_off(x, offset):
    offsets = _as_list(x, offset)
    moved = np.zeros(x.shape, dtype="int64")
    for place, value in np.ndenumerate(x):
        to = np.array(place) + offsets
        if np.all(to >= 0) and np.all(to < x.shape):
            moved[tuple(to)] = value
    return moved


def forgets_the_int(x, offset):
    if len(offset) != x.ndim:
        raise ValueError("one offset per axis")
    return _from(x, lambda place: [i - k for i, k in zip(place, offset, strict=True)])


def forgets_the_tuple_of_one(x, offset):
    if isinstance(offset, int) != (x.ndim == 1) and np.size(offset) != x.ndim:
        raise ValueError("one offset per axis")
    if x.ndim > 1:
        return _from(x, lambda place: np.subtract(place, offset))
    return [x[i - offset] if 0 <= i - offset < len(x) else 0 for i in range(len(x))]


def accepts_an_int_for_several_axes(x, offset):
    if not isinstance(offset, int) and len(offset) != x.ndim:
        raise ValueError("one offset per axis")
    return _from(x, lambda place: np.array(place) - offset)


def accepts_too_few_offsets(x, offset):
    offsets = [offset] if isinstance(offset, int) else offset
    if len(offsets) > x.ndim:
        raise ValueError("too many offsets")
    for axis in range(len(offsets)):
        k = offsets[axis]
        x = np.moveaxis(_from(np.moveaxis(x, axis, 0), lambda place, k=k: (place[0] - k, *place[1:])), 0, axis)
    return x


def accepts_a_wrong_number_of_offsets(x, offset):
    if isinstance(offset, int):
        offset = (offset,)
    for axis, k in zip(range(x.ndim), offset, strict=False):
        n = x.shape[axis]
        x = np.moveaxis(np.tensordot(np.eye(n, n, -k), x, axes=(1, axis)), 0, axis)
    return x
