"""How `fit_shared` goes wrong."""

import numpy as np

from autograder.grading.mistake_model import EVERYTHING, decision

from ..fitting import WindowFit


class FitShared(WindowFit, task="fit_shared"):
    """The solution of one problem with an equation for each example and position."""

    section = "§2"
    inputs_from_outputs = None

    def result(self, X, Y, k):
        windows = np.stack([self.seen(X, np.arange(i, i + k)) for i in range(Y.shape[1])], axis=1)
        return self.form(self.kernel(*self.kept(windows, Y))[:, 0], X, Y)

    @decision(about="positions")
    def kept(self, windows, outputs):
        """The windows (N, positions, k) and the outputs (N, positions) that are used: all."""
        return windows, outputs

    @kept.slip("Change an output at another position. Does your result change, too?")
    def only_the_first_position(self, windows, outputs):
        """You use only the first position of each example. Every position has an equation for the same weights."""
        return windows[:, :1], outputs[:, :1]

    @kept.slip("Does your loop over the positions overwrite what it found before? Every position must count.")
    def only_the_last_position(self, windows, outputs):
        """You use only the last position of each example. Every position has an equation for the same weights."""
        return windows[:, -1:], outputs[:, -1:]

    @kept.slip("Change an output of the second example. Does your result change, too?", about="examples")
    def only_the_first_example(self, windows, outputs):
        """You use only the first example. Use the equations of all examples at once."""
        return windows[:1], outputs[:1]

    @kept.slip("Does your loop over the examples overwrite what it found before? All must count.", about="examples")
    def only_the_last_example(self, windows, outputs):
        """You use only the last example. Use the equations of all examples at once."""
        return windows[-1:], outputs[-1:]

    @kept.slip("What is left of the examples x and -x after you have taken the mean?", about="examples")
    def examples_added_up(self, windows, outputs):
        """You add up the examples, or you take their mean, before you solve. Every example has equations of its own."""
        return windows.sum(axis=0, keepdims=True), outputs.sum(axis=0, keepdims=True)

    @kept.slip("How many equations does one example with four outputs have? Count those that you solve.")
    def positions_added_up(self, windows, outputs):
        """You add up the positions of each example, or you take their mean, before you solve. Every position has an
        equation of its own."""
        return windows.sum(axis=1, keepdims=True), outputs.sum(axis=1, keepdims=True)

    @decision(about="positions")
    def kernel(self, windows, outputs):
        """The kernel (k, 1)."""
        return self.weights(*self.stacked(windows, outputs))

    @kernel.slip("Let the inputs at one position be nearly 0. Should its noisy weights count as much as all others?")
    def mean_over_the_positions(self, windows, outputs):
        """You learn a kernel at each position and take the mean. Solve the equations of all positions at once."""
        places = range(outputs.shape[1])
        return np.ma.mean([self.weights(windows[:, i], outputs[:, i : i + 1]) for i in places], axis=0)

    @kernel.slip("Let the inputs of one example be nearly 0. Should it count as much as the others?", about="examples")
    def mean_over_the_examples(self, windows, outputs):
        """You learn a kernel from each example and take the mean. Solve the equations of all examples at once."""
        return np.ma.mean([self.weights(x, y[:, None]) for x, y in zip(windows, outputs, strict=True)], axis=0)

    @decision(about=EVERYTHING)
    def stacked(self, windows, outputs):
        """All equations: arrays (N · positions, k) and (N · positions, 1)."""
        return windows.reshape(-1, windows.shape[-1]), outputs.reshape(-1, 1)

    @stacked.slip("Print the first three rows of your tall matrix, and the three outputs beside them.")
    def windows_beside_other_outputs(self, windows, outputs):
        """Your windows and outputs are in different orders: one goes through the examples first, the other through the
        positions. Each window must stand beside its own output."""
        return windows.reshape(-1, windows.shape[-1]), outputs.T.reshape(-1, 1)

    @windows_beside_other_outputs.also
    def windows_beside_other_outputs(self, windows, outputs):
        return windows.swapaxes(0, 1).reshape(-1, windows.shape[-1]), outputs.reshape(-1, 1)

    @WindowFit.refuses.slip(
        "How many equations does a single example with ten outputs have for three weights?", about="one example"
    )
    def refuses_fewer_examples_than_weights(self, inputs):
        """You raise ValueError if there are fewer examples than weights. One example can be enough, because each of its
        outputs is an equation."""
        return self.examples < inputs.shape[1]

    @decision(about=EVERYTHING)
    def form(self, kernel, X, Y):
        """What is returned."""
        return kernel

    @form.slip("Learn the kernel 1, 2. In which order are the weights in your result?")
    def flipped_kernel(self, kernel, X, Y):
        """Your kernel is in reverse order. w[0] belongs to the first input of a window."""
        return kernel[::-1]

    @form.slip("How many different numbers does a shared layer have? Return only these.")
    def matrix_instead_of_the_kernel(self, kernel, X, Y):
        """You return the matrix of the whole layer. Return only its kernel, an array (k,)."""
        return sum(weight * np.eye(Y.shape[1], X.shape[1], k=j) for j, weight in enumerate(kernel))

    @form.slip("Print the shape of your result. It must be (k,).")
    def kernel_with_two_axes(self, kernel, X, Y):
        """Your kernel is an array with two axes. Return it with one axis."""
        return kernel[:, None]

    @kernel_with_two_axes.also
    def kernel_with_two_axes(self, kernel, X, Y):
        return kernel[None]

    @form.slip("All outputs have the same weights. How many weights does your result have?")
    def kernel_for_each_output(self, kernel, X, Y):
        """You return a kernel for each output. All outputs have the same kernel: return it once."""
        k = len(kernel)
        windows = [np.linalg.lstsq(X[:, i : i + k], Y[:, i : i + 1])[0][:, 0] for i in range(Y.shape[1])]
        return np.array(windows)

    @kernel_for_each_output.also
    def kernel_for_each_output(self, kernel, X, Y):
        return np.tile(kernel, (Y.shape[1], 1))

    @form.slip("Print your result for a kernel with weights like 0.25.")
    def rounded_to_integers(self, kernel, X, Y):
        """Your weights are whole numbers. Weights can have fractions."""
        return np.trunc(kernel)

    @rounded_to_integers.also
    def rounded_to_integers(self, kernel, X, Y):
        return np.round(kernel)
