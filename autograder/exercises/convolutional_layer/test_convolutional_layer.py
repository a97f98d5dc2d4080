"""Hidden tests of `convolutional_layer` (notes, sections 3 and 4, Figure 2).

A mistake in one stage fails only the tests about this stage. The other tests draw kernels that stay the same when they
are flipped, biases of 0, and positive numbers: the detector stage does not change them, and padding is never the
maximum.
"""

import functools

import numpy as np
import pytest

from autograder.grading import assertions
from autograder.grading.assertions import each_of

from ..shared.arrays import positive, shuffled
from . import cases

convolution_stage = pytest.mark.task("convolution_stage")
detector_stage = pytest.mark.task("detector_stage")
pooling_stage = pytest.mark.task("pooling_stage")
convolutional_layer = pytest.mark.task("convolutional_layer")
notes_layer = pytest.mark.task("notes_layer")
terminology = pytest.mark.task("terminology")

# Subjects of mistakes
KERNELS = ("orientation", "bias", "even kernels", "largest window", "fractions", "sequences")
WINDOWS = ("stride", "tiles", "leftovers", "padding", "largest window")


@convolution_stage(points=0.3)
def test_convolution_sums(student, reference, rng):
    """each output is the sum of the products at its position"""
    cases.check_convolutions(student, reference, cases.LENGTHS, rng)


@convolution_stage(points=0.1, about="negative")
def test_convolution_negative(student, reference, rng):
    """negative sums stay negative"""
    for m, k in cases.LENGTHS:
        assertions.same(
            student.convolution_stage, reference.convolution_stage, -positive(rng, m), cases.weights(rng, k), 0
        )


@convolution_stage(points=0.3, about="orientation")
def test_convolution_not_flipped(student, reference, rng):
    """the kernel is not flipped"""
    cases.check_convolutions(student, reference, cases.LENGTHS, rng, flip_shows=True)


@convolution_stage(points=0.3, about="bias")
def test_convolution_bias(student, reference, rng):
    """the bias is added once to each output"""
    cases.check_convolutions(student, reference, cases.LENGTHS, rng, biased=True)


@convolution_stage(points=0.2, about=("even kernels", "largest window"))
def test_convolution_edges(student, reference, rng):
    """kernels of even length, of length 1 and as long as the input work"""
    cases.check_convolutions(student, reference, cases.EDGES, rng)


@convolution_stage(points=0.1, about=(*KERNELS, "negative"))
def test_convolution_together(student, reference, rng):
    """all of it works together"""
    for call in cases.convolutions(rng):
        assertions.same(student.convolution_stage, reference.convolution_stage, *call)


@convolution_stage(points=0.2, about="largest window")
def test_convolution_errors(student, rng):
    """ValueError if the kernel is longer than the input, and only then"""
    legal, illegal = cases.kernels(rng, 0)
    assertions.value_errors(student.convolution_stage, legal, illegal)


@detector_stage(points=0.2)
def test_detector_signs(student, reference, rng):
    """negative values become 0, and all others stay the same"""
    some = shuffled(rng, 9), 40 * shuffled(rng, 4), cases.heights(rng, 6), cases.depths(rng, 5)
    for z in (*some, np.array([0]), np.zeros(3)):
        assertions.same(student.detector_stage, reference.detector_stage, z)


@detector_stage(points=0.2, about="axes")
def test_detector_shapes(student, reference, rng):
    """arrays with two, three and four axes work and keep their shape"""
    for shape in [(4, 6), (5, 3), (1, 7), (3, 1), (2, 3, 4), (2, 1, 3, 2)]:
        assertions.same(student.detector_stage, reference.detector_stage, shuffled(rng, shape))


@detector_stage(points=0.1, about=("axes", "fractions"))
def test_detector_together(student, reference, rng):
    """all of it works together: other shapes, transposed arrays, fractions, and only positive or negative values"""
    for z in (*cases.arrays(rng), np.array([-1e6, 1e6]), np.array([0.25, -0.5, 0.75])):
        assertions.same(student.detector_stage, reference.detector_stage, z)


@pooling_stage(points=0.5)
def test_pooling_tiles(student, reference, rng):
    """windows side by side give their largest values"""
    cases.check_windows(student, reference, cases.TILES, rng)


@pooling_stage(points=0.3, about=("stride", "tiles", "leftovers"))
def test_pooling_overlaps(student, reference, rng):
    """windows overlap if the stride is smaller than the size, and the last one ends inside the input"""
    cases.check_windows(student, reference, cases.OVERLAPS, rng)


@pooling_stage(points=0.3, about=("stride", "tiles"))
def test_pooling_gaps(student, reference, rng):
    """values between the windows are left out if the stride is larger than the size"""
    cases.check_windows(student, reference, cases.GAPS, rng)


@pooling_stage(points=0.2, about=("leftovers", "tiles"))
def test_pooling_leftovers(student, reference, rng):
    """a window that extends beyond the end is dropped"""
    cases.check_windows(student, reference, cases.LEFTOVERS, rng)


@pooling_stage(points=0.2, about="negative")
def test_pooling_negative(student, reference, rng):
    """the maximum of a window of negative values is negative"""
    cases.check_windows(student, reference, cases.TILES, rng, cases.depths)
    cases.check_windows(student, reference, cases.TILES, rng, lambda rng, length: cases.heights(rng, length) - 3)


@pooling_stage(points=0.3, about=("padding", "ints"))
def test_pooling_padding(student, reference, rng):
    """padding is added at both ends of an array of integers"""
    cases.check_windows(student, reference, cases.PADDED, rng, cases.rising)


@pooling_stage(points=0.3, about=("padded cells", "negative", "padding"))
def test_pooling_padding_never_wins(student, reference, rng):
    """padding is never the maximum, even if all values are negative"""
    cases.check_padding_never_wins(student, reference, rng)


@pooling_stage(points=0.2, about=(*WINDOWS, "padded cells", "ints", "fractions", "negative"))
def test_pooling_together(student, reference, rng):
    """all of it works together"""
    for call in cases.poolings(rng):
        assertions.same(student.pooling_stage, reference.pooling_stage, *call)


@convolutional_layer(points=0.15)
def test_layer_sums(student, reference, rng):
    """each output is the largest output of the convolution in its window"""
    cases.check_layers(student, reference, cases.LAYERS, rng)


@convolutional_layer(points=0.2, about="orientation")
def test_layer_not_flipped(student, reference, rng):
    """the kernel is not flipped"""
    cases.check_layers(student, reference, cases.LAYERS, rng, flip_shows=True)


@convolutional_layer(points=0.2, about="bias")
def test_layer_bias(student, reference, rng):
    """the bias is added"""
    cases.check_layers(student, reference, cases.LAYERS, rng, biased=True)


@convolutional_layer(points=0.2, about="detector")
def test_layer_detector(student, reference, rng):
    """negative outputs of the convolution become 0"""
    for call in cases.below_zero(rng):
        assertions.same(student.convolutional_layer, reference.convolutional_layer, *call)


@convolutional_layer(points=0.15, about=("order", "bias", "detector"))
def test_layer_order(student, reference, rng):
    """the bias is added before the detector stage: a negative bias is a threshold"""
    for call in cases.thresholds(rng):
        assertions.same(student.convolutional_layer, reference.convolutional_layer, *call)


@convolutional_layer(points=0.2, about=("stride", "tiles", "leftovers"))
def test_layer_windows(student, reference, rng):
    """the pooling stage uses the stride, smaller or larger than the size, and drops what is left over"""
    cases.check_layers(student, reference, cases.LAYERS_WITH_WINDOWS, rng)


@convolutional_layer(points=0.2, about="padding")
def test_layer_padding(student, reference, rng):
    """the pooling stage uses the padding, and the convolution stage does not"""
    cases.check_layers(student, reference, cases.LAYERS_WITH_PADDING, rng)
    for factor in (1, 2):  # with a padded x the sums at its ends would be larger; all sums inside are positive
        x, w = np.concatenate([[5, 5], rng.integers(4, 6, 5), [5, 5]]), factor * np.array([-1, 3, -1])
        assertions.same(student.convolutional_layer, reference.convolutional_layer, x, w, 0, 3, 3, 1)


@convolutional_layer(points=0.1, about=(*KERNELS, *WINDOWS, "detector", "order"))
def test_layer_together(student, reference, rng):
    """all of it works together"""
    for call in (*cases.layers(rng), cases.BELOW_ONE):
        assertions.same(student.convolutional_layer, reference.convolutional_layer, *call)


@convolutional_layer(points=0.1, about="largest window")
def test_layer_kernels(student, rng):
    """ValueError if the kernel is longer than the input, and only then"""
    legal, illegal = cases.kernels(rng, 0, 1, 1, 0)
    assertions.value_errors(student.convolutional_layer, legal, illegal + cases.kernels(rng, 0, 6, 1, 3)[1])


@convolutional_layer(points=0.1, about=("largest window", "padding"))
def test_layer_illegal(student, rng):
    """ValueError for windows that are illegal in the pooling stage, and only for these"""
    before = positive(rng, 8), np.ones(3, int), 0
    illegal = cases.BELOW + cases.TOO_LONG + cases.TOO_MUCH_PADDING
    assertions.value_errors(student.convolutional_layer, *cases.behind(before, cases.LEGAL + cases.FITTING, illegal))


@notes_layer(points=0.5, about="weights")
def test_notes_equivariant(student, reference):
    """after the detector stage, [0, 3, 2, 0, 0] gives [0, 1, 0, 0] and [0, 0, 3, 2, 0] gives [0, 0, 1, 0]"""
    expected = {f"detector stage for {x}": z for x, z in zip(cases.EXAMPLES, cases.DETECTED, strict=True)}
    cases.derived(student.notes_layer, functools.partial(cases.detector_outputs, reference), expected)


@notes_layer(points=0.3, about="windows")
def test_notes_invariant(student, reference):
    """the pooling stage returns [0, 1, 0] for both [0, 1, 0, 0] and [0, 0, 1, 0]"""
    expected = {f"pooling stage for {z}": cases.POOLED for z in cases.DETECTED}
    cases.derived(student.notes_layer, functools.partial(cases.pooling_outputs, reference), expected)


@notes_layer(points=0.2, about="keys")
def test_notes_keys(student):
    """the dict has exactly the keys w, b, size, stride and padding"""
    cases.derived(student.notes_layer, cases.keys_of, {"keys": "b, padding, size, stride, w"})


@terminology(points=0.25, about="convolution")
def test_convolution_term(student):
    """the convolution stage has the right name in the simple terminology"""
    cases.check_entry(student.terminology, "convolution stage", "convolution layer")


@terminology(points=0.25, about="detector")
def test_detector_term(student):
    """the detector stage has the right name in the simple terminology"""
    cases.check_entry(student.terminology, "detector stage", "detector layer")


@terminology(points=0.25)
def test_pooling_term(student):
    """the pooling stage has the right name in the simple terminology"""
    cases.check_entry(student.terminology, "pooling stage", "pooling layer")


@terminology(points=0.25, about=("keys", "spelling"))
def test_all_terms(student):
    """the dict has exactly the three stages as keys, and each key and each name is two words in lower case"""
    expected = {"keys": "convolution stage, detector stage, pooling stage", "names": "two words each, in lower case"}
    cases.derived(student.terminology, cases.spelling_of, expected)


@pooling_stage(points=0.2)
def test_illegal(student, rng):
    """ValueError if the size or the stride is below 1 or the padding is below 0, and only then"""
    before = (cases.heights(rng, 6),)
    assertions.value_errors(student.pooling_stage, *cases.behind(before, cases.LEGAL, cases.BELOW))


@pooling_stage(points=0.1, about=("largest window", "padding"))
def test_too_much(student, rng):
    """ValueError if 2 * padding > size or if the window is longer than the padded input, and only then"""
    before, illegal = (cases.heights(rng, 6),), cases.TOO_LONG + cases.TOO_MUCH_PADDING
    assertions.value_errors(student.pooling_stage, *cases.behind(before, cases.FITTING, illegal))


@each_of(about="sequences", convolution_stage=0.1, convolutional_layer=0.1)
def test_sequences(task, student, reference, rng):
    """the kernel may be a list or a tuple, and it is not changed"""
    for make in (list, tuple):
        x, w, *more = cases.example(task, rng)
        assertions.same(getattr(student, task), getattr(reference, task), x, make(w.tolist()), *more)
        assertions.arguments_kept(getattr(student, task), x, make(w.tolist()), *more)


@each_of(about="fractions", convolution_stage=0.2, detector_stage=0.1, pooling_stage=0.1, convolutional_layer=0.05)
def test_fractions(task, student, reference, rng):
    """integers and reals can be mixed, and results keep their fractions"""
    for call in cases.fractions(task, rng):
        assertions.same(getattr(student, task), getattr(reference, task), *call)


@each_of(convolution_stage=0.1, detector_stage=0.2, pooling_stage=0.1, convolutional_layer=0.1)
def test_arguments(task, student, reference, rng):
    """the arguments are not changed"""
    x, *more = cases.example(task, rng)
    assertions.same(getattr(student, task), getattr(reference, task), x, *more)
    for first in (x, 1.0 * x, x[::-1].copy()):
        assertions.arguments_kept(getattr(student, task), first, *more)
    if task.startswith("convolution"):
        w, _, *window = more
        assertions.arguments_kept(getattr(student, task), 1.0 * x, 1.0 * w, 5, *window)


@each_of(convolution_stage=0.05, detector_stage=0.1, pooling_stage=0.1, convolutional_layer=0.05)
def test_views(task, student, reference, rng):
    """arguments may be slices or reversed slices"""
    for step in (2, -2):
        call = [np.repeat(arg, 2)[::step] if isinstance(arg, np.ndarray) else arg for arg in cases.example(task, rng)]
        assertions.same(getattr(student, task), getattr(reference, task), *call)


@each_of(convolution_stage=0.05, detector_stage=0.1, pooling_stage=0.1, convolutional_layer=0.1)
def test_again(task, student, reference, rng):
    """repeated calls give right results, and earlier results do not change"""
    calls = [cases.example(task, rng) for _ in range(10)]
    assertions.results_kept(getattr(student, task), getattr(reference, task), *calls)
