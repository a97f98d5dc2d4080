"""How `answer` goes wrong."""

from autograder.grading.mistake_model import Model, decision


class Answer(Model, task="answer"):
    """A number and its half."""

    def compute(self):
        return self.pair(42, 21)

    @decision("§2")
    def pair(self, number, half):
        """Both, in their order."""
        return number, half

    @pair.slip("Divide the number by two.")
    def twice_the_same(self, number, half):
        """You return the number twice: the second value is its half."""
        return number, number

    @pair.slip("Which of the two is the number, and which is its half?")
    def exchanged(self, number, half):
        """You return the half first: the number comes first."""
        return half, number

    @staticmethod
    def legal_call(rng):
        return (), {}
