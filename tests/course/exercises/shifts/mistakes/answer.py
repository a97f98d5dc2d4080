"""How `answer` goes wrong."""

from autograder.grading.mistake_model import Model, decision


class Answer(Model, task="answer"):
    def compute(self):
        return self.answer()

    @decision("§2", about="pair")
    def answer(self):
        return 42, 21

    @answer.slip("Divide the number by two.")
    def twice_the_same(self):
        """You return the number twice: the second value is its half."""
        return 42, 42

    @answer.slip("Which of the two is the number, and which is its half?")
    def exchanged(self):
        """You return the half first: the number comes first."""
        return 21, 42

    @staticmethod
    def legal_call(rng):
        return (), {}
