"""How `unchanged_fraction` goes wrong."""

import numpy as np

from autograder.grading.mistake_model import Model, decision, missing_check

from ...shared.maps import block_max, first, keep, row_means


class UnchangedFraction(Model, task="unchanged_fraction"):
    """The share of the outputs that are the same."""

    def compute(self, pool, x, moved):
        before, after = map(np.asarray, self.outputs(pool, x, moved))
        if self.refuses(before, after, x, moved):
            raise ValueError
        same = self.close(self.distance(before, after), before, after)
        return self.share(self.counted(self.kept(same)), x)

    @decision("§4", about="everything")
    def outputs(self, pool, x, moved):
        """What is compared."""
        return pool(x), pool(moved)

    @outputs.slip("Does your result depend on pool? Try a pool that always returns np.zeros(3).")
    def inputs_compared(self, pool, x, moved):
        """You compare x with moved. Compare the outputs of pool for x and for moved."""
        return x, moved

    @outputs.slip("Use the maximum as pool. Are the outputs for x and for x + 1 the same?")
    def difference_pooled(self, pool, x, moved):
        """You apply pool to the difference between x and moved. Apply pool to each of them, then compare the two
        outputs."""
        change = np.asarray(pool(np.subtract(x, moved)))
        return change, np.zeros_like(change)

    @outputs.slip("Which array do you give to pool in the first call, and which in the second?")
    def one_array_pooled_twice(self, pool, x, moved):
        """You apply pool to the same array twice. Apply it to x and to moved."""
        return pool(x), pool(x)

    @decision("§4", about="shapes")
    def refuses(self, before, after, x, moved):
        """Whether a legal call raises ValueError."""
        return False

    @refuses.slip(
        "Use a pool that keeps only the first row. Are the outputs comparable if x has 4 rows and moved has 5?"
    )
    def shapes_of_the_inputs_compared(self, before, after, x, moved):
        """You compare the shapes of x and moved. Compare the shapes of the two outputs."""
        return np.shape(x) != np.shape(moved)

    @refuses.slip("Try a pool that returns the mean of each row. Which shape does its output have?", about="axes")
    def outputs_assumed_two_dimensional(self, before, after, x, moved):
        """Your code works only if the outputs have rows and columns. A pooling function can return any array."""
        return before.ndim != 2

    @decision("§4", about="everything")
    def distance(self, before, after):
        """How much each output changes."""
        return np.abs(before - after)

    @distance.slip("Is 0 - 5 <= 1e-6? Are 0 and 5 the same?")
    def increases_not_noticed(self, before, after):
        """You treat outputs that increase as unchanged. A difference can be negative, so use its absolute value."""
        return before - after

    @distance.slip("Is 0 - 5 <= 1e-6? Are 5 and 0 the same?")
    def decreases_not_noticed(self, before, after):
        """You treat outputs that decrease as unchanged. A difference can be negative, so use its absolute value."""
        return after - before

    @decision("§4", about="tolerance")
    def close(self, distance, before, after):
        """Which outputs are the same."""
        return distance <= 1e-6

    @close.slip("Is 0.1 + 0.2 == 0.3? Allow a difference of 1e-6.")
    def exact_comparison(self, distance, before, after):
        """You compare floats with ==. Outputs that differ by at most 1e-6 count as the same."""
        return before == after

    @close.slip("Try the outputs 0 and 1e-8. How large is a relative tolerance for values near 0?")
    def relative_tolerance(self, distance, before, after):
        """You use a relative tolerance, so no difference is small enough next to 0. The tolerance of 1e-6 is
        absolute."""
        return distance <= 1e-6 * np.maximum(np.abs(before), np.abs(after))

    @close.slip("Try outputs that differ by 0.0001. How large is your tolerance?")
    def tolerance_too_large(self, distance, before, after):
        """You treat outputs as the same even if they differ by much more than 1e-6."""
        return distance <= 1e-3

    @decision("§4", about="everything")
    def kept(self, same):
        """Which outputs count: those that are the same."""
        return same

    @kept.slip("What should the result be if x and moved are equal?")
    def share_of_the_changed(self, same):
        """You return the fraction of the outputs that change. Return the fraction of the outputs that stay the
        same."""
        return ~same

    @decision("§4", about="everything")
    def counted(self, same):
        """For what the share is computed: for each output."""
        return same

    @counted.slip("One value in a row of four changes. How many of its values stay the same?")
    def whole_rows_counted(self, same):
        """You count rows in which nothing changes. Count single values."""
        return same.reshape(len(same), -1).all(axis=1)

    @decision("§4", about="everything")
    def share(self, same, x):
        """The result."""
        return np.mean(same)

    @share.slip("“Approximately invariant” means that most outputs stay the same. What do you return if 3 of 4 do?")
    def all_or_nothing(self, same, x):
        """You return 1 if all outputs stay the same, and 0 otherwise. Return the fraction of the outputs that stay the
        same."""
        return np.all(same)

    @share.slip("How do you convert “12 of 16 outputs are the same” to a number between 0 and 1?")
    def number_instead_of_share(self, same, x):
        """You return the number of outputs that stay the same. Divide it by the number of all outputs."""
        return np.sum(same)

    @share.slip("The docstring asks for a number between 0 and 1.")
    def percent(self, same, x):
        """You return a percentage. Return a fraction between 0 and 1."""
        return 100 * np.mean(same)

    @share.slip("Pooling makes arrays smaller. How many outputs does a 4×4 input have after 2×2 pooling?")
    def divided_by_the_number_of_inputs(self, same, x):
        """You divide by the number of inputs. Pooling gives fewer outputs than inputs, so divide by the number of
        outputs."""
        return np.sum(same) / np.size(x)

    @share.slip("How many values does an array of shape (3, 4) contain, and what is its len?")
    def divided_by_the_number_of_rows(self, same, x):
        """You divide by the number of rows of the output. Divide by the number of all its values."""
        return np.sum(same) / len(same)

    @missing_check("§4", "two outputs with different shapes that broadcast")
    def broadcast_shapes_accepted(self, pool, x, moved):
        """You do not raise ValueError for two outputs with different shapes that broadcast. Compare the shapes
        yourself."""
        one, other = np.shape(pool(x)), np.shape(pool(moved))
        return one != other and bool(np.broadcast_shapes(one, other))

    @missing_check(
        "§4",
        "two outputs with the same number of rows and different shapes",
        "Try outputs with the shapes (4, 6) and (4, 4).",
    )
    def only_the_numbers_of_rows_compared(self, pool, x, moved):
        """You do not raise ValueError for outputs with the same number of rows and other columns. Compare the whole
        shapes."""
        one, other = pool(x), pool(moved)
        return len(one) == len(other) and np.shape(one) != np.shape(other)

    @missing_check("§4", "two outputs of the same size with different shapes")
    def only_the_numbers_of_values_compared(self, pool, x, moved):
        """You do not raise ValueError for two outputs of the same size with different shapes. Compare the shapes."""
        one, other = pool(x), pool(moved)
        return np.size(one) == np.size(other) and np.shape(one) != np.shape(other)

    @missing_check("§4", "two outputs with different shapes", "Try outputs with the shapes (4, 6) and (4, 4).")
    def accepts_different_shapes(self, pool, x, moved):
        return np.shape(pool(x)) != np.shape(pool(moved))

    @staticmethod
    def legal_call(rng):
        pool = [keep, row_means, block_max, first][rng.integers(4)]
        x = rng.integers(-2, 3, 2 * rng.integers(1, 4, 2)) / rng.choice([1, 4])
        moved = np.roll(x, *[(1, 0), (1, 1), (-1, 0), (0, 0)][rng.integers(4)])
        moved = moved + rng.choice([0, 0, 1, -1, 1e-8, -1e-8, 1e-4, -1e-4])
        if pool is first and rng.random() < 0.5:
            moved = np.concatenate([moved, moved])
        return (pool, x, moved), {}
