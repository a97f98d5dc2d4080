"""Ways to write `translate`, and what students with a slip write instead of a line."""

import numpy as np


def slices(x, offset):
    offsets = [offset] if isinstance(offset, int) else list(offset)
    # ~ forgets_the_int: offsets = list(offset) if isinstance(offset, tuple) else []
    if len(offsets) != x.ndim:
        # ~ accepts_too_few_offsets: if len(offsets) > x.ndim:
        # ~ accepts_a_wrong_number_of_offsets: if False:
        raise ValueError("wrong number of offsets")
    moved = np.zeros(x.shape)
    # ~ fractions_cut_off: moved = np.zeros(x.shape, dtype=int)
    # ~ nan_moves_in: moved = np.full(x.shape, np.nan)
    there, here = [], []
    for n, k in zip(x.shape, offsets, strict=False):
        # ~ axes_swapped: for n, k in zip(x.shape, offsets[::-1]):
        # ~ first_offset_for_every_axis: for n, k in zip(x.shape, offsets[:1] * x.ndim):
        if k > n or k < -n:
            # ~ fails_beyond_the_size: if False:
            # ~ refuses_an_offset_as_large_as_the_axis: if abs(k) >= n:
            k = n if k > 0 else -n
            # ~ refuses_an_offset_as_large_as_the_axis: raise ValueError("nothing would be left")
        if k >= 0:
            # ~ negative_offsets_count_from_the_end: if True:
            there.append(slice(k, n))
            # ~ opposite_direction: here.append(slice(k, n))
            here.append(slice(0, n - k))
            # ~ opposite_direction: there.append(slice(0, n - k))
            # ~ offset_of_zero_fails: here.append(slice(0, -k))
            # ~ negative_offsets_count_from_the_end: here.append(slice(0, n - k if k >= 0 else -k))
        else:
            there.append(slice(0, n + k))
            # ~ sign_ignored: there.append(slice(-k, n))
            # ~ opposite_direction: here.append(slice(0, n + k))
            here.append(slice(-k, n))
            # ~ sign_ignored: here.append(slice(0, n + k))
            # ~ opposite_direction: there.append(slice(-k, n))
    moved[tuple(there)] = x[tuple(here)]
    return moved


def places(x, offset):
    if isinstance(offset, int):
        offset = (offset,)
        # ~ accepts_an_int_for_several_axes: offset = (offset,) * x.ndim
    if len(offset) != x.ndim:
        # ~ accepts_too_many_offsets: if len(offset) < x.ndim:
        raise ValueError("one offset per axis")
    moved = np.zeros_like(x)
    for place in np.ndindex(x.shape):
        source = [i - k for i, k in zip(place, offset, strict=False)]
        # ~ axes_swapped: source = [i - k for i, k in zip(place, reversed(offset))]
        # ~ first_offset_for_every_axis: source = [i - offset[0] for i in place]
        # ~ opposite_direction: source = [i + k for i, k in zip(place, offset)]
        # ~ sign_ignored: source = [i - abs(k) for i, k in zip(place, offset)]
        # ~ rolled: source = [(i - k) % n for i, k, n in zip(place, offset, x.shape)]
        # ~ border_repeated: source = [min(max(i - k, 0), n - 1) for i, k, n in zip(place, offset, x.shape)]
        # ~ only_the_first_axis: source = [place[0] - offset[0], *place[1:]]
        # ~ only_the_last_axis: source = [*place[:-1], place[-1] - offset[-1]]
        # ~ only_the_first_two_axes: source = [i - k for i, k in zip(place, offset[:2])] + [*place[2:]]
        if all(0 <= i < n for i, n in zip(source, x.shape, strict=False)):
            # ~ wraps_in_at_the_front: if all(-n <= i < n for i, n in zip(source, x.shape)):
            moved[place] = x[tuple(source)]
    return moved


def rolled_then_cleared(x, offset):
    offsets = np.atleast_1d(offset)
    # ~ forgets_the_tuple_of_one: offsets = [offset] if isinstance(offset, int) else offset if x.ndim > 1 else []
    if len(offsets) != x.ndim:
        raise ValueError("wrong number of offsets")
    moved = x.copy()
    for axis in range(x.ndim):
        # ~ only_the_first_axis: for axis in range(1):
        # ~ only_the_last_axis: for axis in range(x.ndim - 1, x.ndim):
        # ~ only_the_first_two_axes: for axis in range(min(x.ndim, 2)):
        k = offsets[axis]
        # ~ first_offset_for_every_axis: k = offsets[0]
        # ~ sign_ignored: k = abs(offsets[axis])
        # ~ opposite_direction: k = -offsets[axis]
        moved = np.moveaxis(np.roll(moved, k, axis), axis, 0)
        # ~ rolled_as_one_row: moved = np.moveaxis(np.roll(moved, k), axis, 0)
        if k > 0:
            moved[:k] = 0
            # ~ rolled: pass
            # ~ rolled_as_one_row: pass
            # ~ nan_moves_in: moved = np.concatenate([moved[:k] * np.nan, moved[k:]])
        elif k < 0:
            # ~ offset_of_zero_erases: else:
            moved[max(len(moved) + k, 0) :] = 0
            # ~ offset_of_zero_erases: moved[k:] = 0
            # ~ values_left_beyond_the_size: moved[len(moved) + k :] = 0
            # ~ rolled: pass
            # ~ rolled_as_one_row: pass
            # ~ wraps_in_at_the_end: pass
            # ~ nan_moves_in: moved = np.concatenate([moved[:k], moved[k:] * np.nan])
        moved = np.moveaxis(moved, 0, axis)
    return moved
    # ~ fractions_cut_off: return moved.astype(int)


def joined_with_zeros(x, offset):
    offsets = offset if isinstance(offset, tuple) else (offset,)
    if len(offsets) != x.ndim:
        raise ValueError("offsets")
    for axis, k in enumerate(offsets):
        # ~ axes_swapped: for axis, k in enumerate(offsets[::-1]):
        x = np.swapaxes(x, 0, axis)
        n = len(x)
        if abs(k) > n:
            # ~ fails_beyond_the_size: if False:
            k = n if k > 0 else -n
            # ~ values_left_beyond_the_size: k = k % n
        if k > 0:
            x = np.concatenate([np.zeros((k, *x.shape[1:])), x[: n - k]])
            # ~ fails_beyond_the_size: x = np.concatenate([np.zeros((k, *x.shape[1:])), x[:-k]])
            # ~ array_grows: x = np.concatenate([np.zeros((k, *x.shape[1:])), x])
            # ~ array_shrinks: x = x[: n - k]
            # ~ rolled: x = np.concatenate([x[n - k :], x[: n - k]])
            # ~ border_repeated: x = np.concatenate([x[:1]] * k + [x[: n - k]])
        elif k < 0:
            # ~ negative_offsets_ignored: elif False:
            x = np.concatenate([x[-k:], np.zeros((-k, *x.shape[1:]))])
            # ~ fails_for_negative_offsets: x = np.concatenate([x[-k:], np.zeros((k, *x.shape[1:]))])
            # ~ array_grows: x = np.concatenate([x, np.zeros((-k, *x.shape[1:]))])
            # ~ array_shrinks: x = x[-k:]
            # ~ rolled: x = np.concatenate([x[-k:], x[:-k]])
            # ~ border_repeated: x = np.concatenate([x[-k:]] + [x[-1:]] * -k)
        x = np.swapaxes(x, 0, axis)
    return x


def opposite_direction(x, offset):
    offsets = [offset] if np.isscalar(offset) else offset
    if np.ndim(x) != len(offsets):
        raise ValueError
    moved = np.zeros(x.shape)
    for place, value in np.ndenumerate(x):
        target = np.subtract(place, offsets)
        if (target >= 0).all() and (target < x.shape).all():
            moved[tuple(target)] = value
    return moved


def wraps_in_at_the_end(x, offset):
    offsets = [offset] if np.isscalar(offset) else offset
    if np.ndim(x) != len(offsets):
        raise ValueError
    moved = np.zeros(x.shape)
    for place, value in np.ndenumerate(x):
        target = np.add(place, offsets)
        if all(i < n for i, n in zip(target, x.shape, strict=False)) and all(target >= np.negative(x.shape)):
            moved[tuple(target)] = value
    return moved


def only_one_axis(x, offset):
    if np.size(offset) != x.ndim:
        raise ValueError("wrong number of offsets")
    (n,), k = x.shape, int(np.ravel(offset)[0])
    return np.array([x[i - k] if 0 <= i - k < n else 0 for i in range(n)])


def only_two_axes(x, offset):
    if np.size(offset) != x.ndim:
        raise ValueError("wrong number of offsets")
    (rows, columns), (down, right) = x.shape, offset
    moved = np.zeros((rows, columns))
    for i in range(rows):
        for j in range(columns):
            if 0 <= i + down < rows and 0 <= j + right < columns:
                moved[i + down, j + right] = x[i, j]
    return moved


def two_axes_at_most(x, offset):
    offsets = np.ravel(offset)
    if len(offsets) != x.ndim:
        raise ValueError("wrong number of offsets")
    if x.ndim == 1:
        return two_axes_at_most(x[np.newaxis], (0, offsets[0]))[0]
    rows, columns = x.shape
    tall = np.pad(x, ((rows, rows), (columns, columns)))
    down, right = np.clip(offsets, [-rows, -columns], [rows, columns])
    return tall[rows - down : 2 * rows - down, columns - right : 2 * columns - right]
