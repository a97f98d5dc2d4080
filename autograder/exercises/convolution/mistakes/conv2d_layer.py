"""How `conv2d_layer` goes wrong."""

import numpy as np

from autograder.grading.mistake_model import EVERYTHING, decision, missing_check, special_case

from ...shared.convolving import PlaneConvolution, drawn


class Conv2dLayer(PlaneConvolution, task="conv2d_layer"):
    """For each image and filter, the sum of a convolution for each channel, and the bias."""

    truncated_at_every_product = multiplies_the_windows_in_place = None

    def compute(self, x, w, b, *options, **named):
        stride, padding = self.options(*options, **named)
        windows = self.windows(x, w.shape[2:], stride, padding)
        values = self.summed(self.products(windows, self.kernels(self.kernel(w)), x))
        return self.form(self.order(self.result(self.kept(self.biased(values, self.biases(b), w)), x)))

    @decision(about=EVERYTHING)
    def products(self, windows, w, x):
        """The sum of the products in each window, for each image, filter and channel."""
        extents = windows.shape[-2:]
        if self.loops:
            if extents[0] > w.shape[2] or extents[1] > w.shape[3]:
                raise IndexError
            w = w[..., : extents[0], : extents[1]]
        if extents == w.shape[2:]:
            return np.einsum("ncrsij,fcij->nfcrs", windows, w)
        return (windows[:, None] * w[None, :, :, None, None]).sum((-2, -1))

    @PlaneConvolution.mean_instead_of_sum.also
    def mean_instead_of_sum(self, windows, w, x):
        """The mean over the channels, too."""
        return self.usual("products", windows, w, x) / w[0].size

    @PlaneConvolution.padded.slip("Print the shape of the padded x. How many images does it have?", about="padding")
    def pads_every_axis(self, x, amounts, extents):
        """You pad all four axes, which adds images and channels. Add only rows and columns."""
        if x.shape[1] > 1 and amounts[0][0]:
            raise ValueError("the numbers of channels differ")
        padded = self.usual("padded", x, amounts, extents)
        return np.concatenate([np.zeros_like(padded[:1])] * amounts[0][0] + [padded])[: len(x)]

    @pads_every_axis.also
    def pads_every_axis(self, x, amounts, extents):
        """The numbers of images and channels are those of x."""
        padded = np.pad(x.astype(float), amounts[:1] * 2 + amounts)
        return padded[: x.shape[0], : x.shape[1]]

    @decision(about="channels")
    def kernels(self, w):
        """The kernel of each filter and channel."""
        return w

    @kernels.slip("The array w has four axes. Which axis selects the kernel of a channel?")
    def one_kernel_for_all_channels(self, w):
        """You use the kernel of the first channel for all channels. A filter has one kernel for each channel."""
        return w[:, :1].repeat(w.shape[1], axis=1)

    @kernels.slip("The array w has four axes. Which axis selects the filter?", about="filters")
    def one_filter_for_all_outputs(self, w):
        """You use the kernels of the first filter for all output channels. Each filter has its own kernels."""
        return w[:1].repeat(len(w), axis=0)

    @decision(about="channels")
    def summed(self, values):
        """The sum over the channels."""
        return values.sum(2)

    @summed.slip("Count the products in one output. Are there C·KH·KW of them?")
    def only_the_first_channel(self, values):
        """You use only the first channel. A filter uses all channels of the image and adds up their convolutions."""
        return values[:, :, 0]

    @summed.slip("Does your loop over the channels add to the result, or does it overwrite the result?")
    def only_the_last_channel(self, values):
        """You overwrite the result of the previous channel, so only the last one is left. A filter adds up all
        channels."""
        return values[:, :, -1]

    @summed.slip("Call {task} with 4 channels. Which of them does your code use?")
    def three_channels_at_most(self, values):
        """You use at most three channels. An image can have any number of channels."""
        return values[:, :, :3].sum(2)

    @summed.slip("Compare the output for one channel with the output for two equal channels. Do not divide by C.")
    def mean_of_the_channels(self, values):
        """You take the mean over the channels. A filter adds them up."""
        return values.mean(2)

    @summed.slip("How many axes does your result have? Over which axis do you have to sum?", about=EVERYTHING)
    def channels_kept_apart(self, values):
        """You keep a separate output for each channel. A filter adds up its channels and gives one output channel."""
        return values

    @summed.slip("Use two nested loops: filter 0 uses channel 0, channel 1 and all the others.", about=EVERYTHING)
    def one_channel_for_each_filter(self, values):
        """You use only channel f for filter f. Every filter uses all channels."""
        return np.stack([values[:, f, f] for f in range(values.shape[1])], 1)

    @decision("§1", about="bias")
    def biases(self, b):
        """The bias of each filter."""
        return b

    @biases.slip("Call {task} with b = [1, 2] and a w that contains only zeros. Where should the 2 be?")
    def one_bias_for_all_filters(self, b):
        """You add the same bias to the outputs of all filters. Filter f has its own bias b[f]."""
        return b[:1].repeat(len(b))

    @one_bias_for_all_filters.also
    def one_bias_for_all_filters(self, b):
        """The sum of all biases."""
        return b.sum(keepdims=True).repeat(len(b))

    @decision("§1", about="bias")
    def biased(self, values, b, w):
        """The values with the bias of each filter."""
        return values + b.reshape(-1, *(1,) * (values.ndim - 2))

    @biased.slip("Call {task} with a w that contains only zeros. What should the result be?")
    def forgets_the_bias(self, values, b, w):
        """You leave out the bias. Filter f adds b[f] to all of its outputs."""
        return values

    @biased.slip("Print the shapes of the output and of b. Which axis of the output counts the filters?")
    def bias_along_the_width(self, values, b, w):
        """You add b along the last axis, the width. There is one bias for each filter, and the filters are axis 1."""
        return values + b

    @biased.slip("Print the shapes of the output and of b. Which axis of the output counts the filters?")
    def bias_along_the_height(self, values, b, w):
        """You add b along the height. There is one bias for each filter, and the filters are axis 1."""
        return values + b[:, None]

    @biased.slip("Call {task} with two channels and a w that contains only zeros. How often do you add the bias?")
    def bias_for_every_channel(self, values, b, w):
        """You add the bias once for every channel. Add it only once, after the sum over the channels."""
        return self.usual("biased", values, b * w.shape[1], w)

    @biased.slip("Sum first, then add the bias: np.sum(products + bias) adds it to every product.")
    def bias_for_every_product(self, values, b, w):
        """You add the bias to each product before you sum. Add it only once, to the finished sum."""
        return self.usual("biased", values, b * w[0].size, w)

    @bias_for_every_product.also
    def bias_for_every_product(self, values, b, w):
        """To each product of the first channel."""
        return self.usual("biased", values, b * w[0, 0].size, w)

    @biased.slip("Call {task} with two images and a w that contains only zeros. What should the second output be?")
    def bias_for_the_first_picture_only(self, values, b, w):
        """You add the bias only to the outputs of the first image. Every image gets it."""
        return np.concatenate([self.usual("biased", values[:1], b, w), values[1:]])

    @decision(about="filters")
    def kept(self, values):
        """The outputs that are returned."""
        return values

    @kept.slip("What is the shape of your result for three filters?")
    def only_the_first_filter(self, values):
        """You use only the first filter. Each filter gives its own output channel."""
        return values[:, :1]

    @kept.slip("What is the shape of your result for three filters? Do you add up their outputs?")
    def filters_added_up(self, values):
        """You add up the outputs of all filters. Each filter gives its own output channel."""
        return values.sum(1, keepdims=True)

    @kept.slip("What is the shape of your result for one image, and for four images?", about="images")
    def only_the_first_picture(self, values):
        """You process only the first image. The result contains all N images along its first axis."""
        return values[:1]

    @kept.slip("Does your return stand inside the loop over the images?", about="images")
    def only_the_last_picture(self, values):
        """Your result contains only the last image. It contains all N images along its first axis."""
        return values[-1:]

    @decision(about=EVERYTHING)
    def order(self, values):
        """The order of the axes."""
        return values

    @order.slip("Print the shape of your result for N = 4 images and F = 2 filters.")
    def filters_before_pictures(self, values):
        """You exchange the first two axes. The images come first, then the filters."""
        return values.swapaxes(0, 1)

    @order.slip("Print the shape of your result for F = 3 filters. Which axis has the length 3?")
    def filters_last(self, values):
        """You put the filters on the last axis. The order is images, filters, rows, columns."""
        return np.moveaxis(values, 1, -1)

    @decision(about=EVERYTHING)
    def form(self, values):
        """The form of the result."""
        return values

    @form.slip("Print the shape of your result for one image and one filter. It should be (1, 1, OH, OW).")
    def axes_of_length_one_dropped(self, values):
        """You remove axes of length 1. The result always has four axes, even for one image, one filter, one row or one
        column."""
        return np.squeeze(values)

    @form.slip("Print the shape of your result for one image. It should be (1, F, OH, OW).")
    def no_axis_for_the_pictures(self, values):
        """Your result has no axis for the images. Its shape is (N, F, OH, OW), even for one image."""
        return values[0]

    @missing_check("§2", "numbers of channels that differ", "Compare x.shape[1] with w.shape[1] first.")
    def accepts_channels_that_differ(self, x, w):
        return x.shape[1] != w.shape[1]

    @missing_check("§2", "one channel beside several", "What does NumPy do with arrays of 1 and of 3 channels?")
    def accepts_channels_that_broadcast(self, x, w):
        """You do not raise ValueError if only x or only w has one channel. NumPy repeats it."""
        return x.shape[1] != w.shape[1] and 1 in (x.shape[1], w.shape[1])

    @missing_check("§1", "a number of biases that is not F", "Compare len(b) with the number of filters first.")
    def accepts_biases_that_differ(self, w, b):
        return len(b) != len(w)

    @missing_check("§1", "one bias for several filters", "What does NumPy do with 1 bias and 3 filters?")
    def accepts_biases_that_broadcast(self, w, b):
        """You do not raise ValueError if there is one bias for several filters, or one filter with several biases.
        NumPy repeats the one."""
        return len(b) != len(w) and 1 in (len(b), len(w))

    @missing_check("§1", "too many biases", "Try one filter and three biases. Which bias would you add?")
    def accepts_spare_biases(self, w, b):
        """You raise ValueError for too few biases, but not for too many. There is exactly one bias for each filter."""
        return len(b) > len(w)

    @special_case
    def divides(self, x, w, stride, padding):
        return all((n + 2 * padding - k) % stride == 0 for n, k in zip(x.shape[2:], w.shape[2:], strict=True))

    @staticmethod
    def legal_call(rng):
        shape, padding, stride = rng.integers(1, 7, 2), int(rng.choice([0, 0, 1, 2])), int(rng.choice([1, 1, 2, 3, 5]))
        extents = rng.integers(1, np.minimum(shape + 2 * padding, 4) + 1)
        images, channels, filters = rng.choice([1, 1, 2, 3, 4], 3)
        x, w, b = drawn(rng, (images, channels, *shape)), drawn(rng, (filters, channels, *extents)), drawn(rng, filters)
        return (x, w, b, stride, padding), {}
