"""Right answers for `translate`, in different styles."""

import itertools

import numpy as np


def _offsets(x, offset):
    offsets = (offset,) if isinstance(offset, (int, np.integer)) else tuple(offset)
    if len(offsets) != x.ndim:
        raise ValueError(f"{x.ndim} offsets are needed")
    return offsets


def places_one_by_one(x, offset):
    offsets = _offsets(x, offset)
    moved = np.zeros(x.shape, dtype=x.dtype)
    for place in np.ndindex(*x.shape):
        source = tuple(i - k for i, k in zip(place, offsets, strict=True))
        if all(0 <= i < n for i, n in zip(source, x.shape, strict=True)):
            moved[place] = x[source]
    return moved


def scattered(x, offset):
    offsets = _offsets(x, offset)
    moved = np.zeros_like(x)
    for place, value in np.ndenumerate(x):
        target = np.add(place, offsets)
        if (target >= 0).all() and (target < x.shape).all():
            moved[tuple(target)] = value
    return moved


def padded_and_cut(x, offset):
    offsets = np.array(_offsets(x, offset))
    wide = np.pad(x, np.stack([np.maximum(offsets, 0), np.maximum(-offsets, 0)], axis=1))
    return wide[tuple(slice(max(-k, 0), max(-k, 0) + n) for k, n in zip(offsets, x.shape, strict=True))]


def pairs_of_slices(x, offset):
    moved = np.zeros_like(x)
    to, origin = [], []
    for n, k in zip(x.shape, _offsets(x, offset), strict=True):
        if abs(k) >= n:
            return moved
        to.append(slice(k, None) if k >= 0 else slice(None, k))
        origin.append(slice(None, n - k) if k >= 0 else slice(-k, None))
    moved[tuple(to)] = x[tuple(origin)]
    return moved


def rolled_then_cleared(x, offset):
    moved = x.copy()
    for axis, k in enumerate(_offsets(x, offset)):
        moved = np.moveaxis(np.roll(moved, k, axis), axis, 0)
        if k > 0:
            moved[:k] = 0
        elif k < 0:
            moved[max(len(moved) + k, 0) :] = 0
        moved = np.moveaxis(moved, 0, axis)
    return moved


def shift_matrices(x, offset):
    moved = x.astype(np.float32)
    for axis, k in enumerate(_offsets(x, offset)):
        shift = np.eye(x.shape[axis], k=-k, dtype=np.float32)
        moved = np.moveaxis(np.tensordot(shift, moved, axes=(1, axis)), 0, axis)
    return moved


def taken_and_masked(x, offset):
    moved = x
    for axis, k in enumerate(_offsets(x, offset)):
        source = np.arange(x.shape[axis]) - k
        inside = (source >= 0) & (source < x.shape[axis])
        moved = np.take(moved, source, axis=axis, mode="clip")
        moved = moved * inside.reshape([-1 if a == axis else 1 for a in range(x.ndim)])
    return moved


def grids_of_indices(x, offset):
    sources = [np.arange(n) - k for n, k in zip(x.shape, _offsets(x, offset), strict=True)]
    inside = [(s >= 0) & (s < n) for s, n in zip(sources, x.shape, strict=True)]
    clipped = [np.clip(s, 0, n - 1) for s, n in zip(sources, x.shape, strict=True)]
    return np.where(np.all(np.meshgrid(*inside, indexing="ij"), axis=0), x[np.ix_(*clipped)], 0)


def recursion_on_lists(x, offset):
    def moved(values, offsets):
        if not offsets:
            return values
        first, *others = offsets
        nothing = np.zeros(np.shape(values)[1:]).tolist()
        sources = range(-first, len(values) - first)
        return [moved(values[s], others) if 0 <= s < len(values) else nothing for s in sources]

    return moved(x.tolist(), _offsets(x, offset))


def joined_with_zeros(x, offset):
    for axis, k in enumerate(_offsets(x, offset)):
        n = x.shape[axis]
        if k > 0:
            kept = np.split(x, [max(n - k, 0)], axis)[0]
            x = np.concatenate([np.zeros_like(np.take(x, range(min(k, n)), axis)), kept], axis)
        else:
            kept = np.split(x, [min(-k, n)], axis)[1]
            x = np.concatenate([kept, np.zeros_like(np.take(x, range(min(-k, n)), axis))], axis)
    return x


def one_place_at_a_time(x, offset):
    moved = np.array(x)
    for axis, k in enumerate(_offsets(x, offset)):
        line = np.swapaxes(moved, 0, axis)
        for _ in range(min(abs(k), len(line))):
            if k > 0:
                line[1:] = line[:-1].copy()
                line[0] = 0
            else:
                line[:-1] = line[1:].copy()
                line[-1] = 0
    return moved


def window_of_a_frame(x, offset):
    offsets = _offsets(x, offset)
    margins = [min(abs(k), n) for n, k in zip(x.shape, offsets, strict=True)]
    frame = np.pad(x, [(m, m) for m in margins])
    windows = np.lib.stride_tricks.sliding_window_view(frame, x.shape)
    return windows[tuple(m if k < 0 else 0 for m, k in zip((2 * m for m in margins), offsets, strict=True))]


def phases_of_the_spectrum(x, offset):
    offsets = _offsets(x, offset)
    sizes = [n + min(abs(k), n) for n, k in zip(x.shape, offsets, strict=True)]
    spectrum = np.fft.fftn(x, sizes, axes=range(x.ndim))
    for axis, (size, n, k) in enumerate(zip(sizes, x.shape, offsets, strict=True)):
        turn = np.exp(-2j * np.pi * np.arange(size) * np.clip(k, -n, n) / size)
        spectrum = np.moveaxis(np.moveaxis(spectrum, axis, -1) * turn, -1, axis)
    return np.fft.ifftn(spectrum)[tuple(map(slice, x.shape))]


def dictionary_of_places(x, offset):
    offsets = _offsets(x, offset)
    filled = {tuple(np.add(place, offsets)): value.item() for place, value in np.ndenumerate(x)}
    everywhere = itertools.product(*map(range, x.shape))
    return np.array([filled.get(place, 0) for place in everywhere], dtype=object).reshape(x.shape)


class _Move:
    def __call__(self, x, offset):
        if np.size(offset) != x.ndim:
            raise ValueError("one offset for each axis")
        for axis, k in enumerate(np.ravel(offset).astype(int)):
            x = np.apply_along_axis(self.line, axis, x, k)
        return x

    @staticmethod
    def line(values, k):
        return np.pad(values, (max(k, 0), max(-k, 0)))[max(-k, 0) :][: len(values)]


lines_by_a_class = _Move()
