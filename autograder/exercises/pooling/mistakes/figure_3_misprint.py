"""How `figure_3_misprint` goes wrong."""

from autograder.grading.mistake_model import Model, decision

PLACE = "§4, Figure 3"


class Misprint(Model, task="figure_3_misprint"):
    """The place of the misprint, and the mean of the window."""

    def compute(self):
        return self.form(*self.place(), self.value())

    @decision(PLACE)
    def place(self):
        """The row and the column."""
        return 0, 0

    @place.slip("What are the indices of the first entry of a 2-D NumPy array?")
    def counted_from_one(self):
        """You count rows and columns from 1. In code, indices start at 0."""
        return 1, 1

    @decision(PLACE)
    def value(self):
        """The correct value."""
        return 13.5

    @value.slip("Add up 9, 3, 10 and 32. Then divide the sum by how many numbers there are.")
    def printed_value(self):
        """You return the 18 that is printed in the notes. Return the correct value."""
        return 18

    @value.slip("54 / 4 has a fraction. Do you divide with / or with //?")
    def rounded_down(self):
        """You cut off the fraction of the mean. Return the exact value."""
        return 13

    @value.slip("A mean can have a fraction. What is 54 / 4?")
    def rounded_up(self):
        """You rounded the mean to a whole number. Return the exact value."""
        return 14

    @value.slip("The window contains four numbers. What do you have to do with their sum?")
    def sum_not_divided(self):
        """You return the sum of the window. The mean is the sum divided by the number of values."""
        return 54

    @value.slip("A 2×2 window has size 2. How many values does it contain?")
    def divided_by_the_size(self):
        """You divide the sum by 2, the size of the window. The window contains four values."""
        return 27

    @value.slip("The misprint is in the average output. In which output is the 32 printed?")
    def largest_value(self):
        """You return the largest value of the window. The average output contains its mean."""
        return 32

    @decision(PLACE)
    def form(self, row, column, value):
        """The result."""
        return row, column, value

    @form.slip("Read the tuple in the docstring from left to right.")
    def value_before_the_place(self, row, column, value):
        """You return the value first. The order is row, column, correct value."""
        return value, row, column

    @form.slip("What is len(figure_3_misprint())? The docstring asks for three values.")
    def place_as_a_pair(self, row, column, value):
        """You return the row and the column as a tuple inside the tuple. Return a tuple of three numbers."""
        return (row, column), value

    @form.slip("The result has three elements. At which row and column is your value?")
    def value_alone(self, row, column, value):
        """You return the value without its position. Return the row, the column and the correct value."""
        return value

    @form.slip("In the result, the indices of the wrong entry come before its correct value.")
    def whole_output(self, row, column, value):
        """You return the whole corrected output. Return only the row, the column and the correct value of the wrong
        entry."""
        return [[value, 3], [3, 12]]

    @staticmethod
    def legal_call(rng):
        return (), {}
