"""How `equivariances` goes wrong."""

from autograder.grading.mistake_model import decision, special_case

from ..comparing import Testing


class Equivariances(Testing, task="equivariances"):
    """For each transform, whether equation 1 holds for every input."""

    one_answer_per_input = None  # the dict has one answer for each name

    def compute(self, f, transforms, inputs, tolerance=1e-6):
        functions = self.functions(self.named(transforms))
        return self.table({name: self.verdict(f, g, inputs, tolerance) for name, g in functions.items()})

    @decision(about="names")
    def named(self, transforms):
        """The transforms that have a result."""
        return transforms

    @named.slip("Try two transforms. When does your loop end?")
    def only_the_first_transform(self, transforms):
        """You return a result only for the first transform. Every transform has a result."""
        return dict([*transforms.items()][:1])

    @named.slip("Try two transforms. Do you create the dict before the loop or inside the loop?")
    def only_the_last_transform(self, transforms):
        """You return a result only for the last transform. Every transform has a result."""
        return dict([*transforms.items()][-1:])

    @decision(about="names")
    def functions(self, transforms):
        """The function of each name."""
        return transforms

    @functions.slip("Try two transforms. Let f be equivariant to only one of them. Which g do you use for each name?")
    def last_answer_for_all(self, transforms):
        """You give every transform the result of the last transform. Use the function g of each name."""
        return dict.fromkeys(transforms, next(reversed(transforms.values()), None))

    @decision(about="names")
    def table(self, answers):
        """The result, made from the answers for all names."""
        return answers

    @table.slip("Which result belongs to which transform? Write down the dict for one transform.", about="everything")
    def names_lost(self, answers):
        """You return a list of results. Return a dict that maps the name of each transform to its result."""
        return [*answers.values()]

    @table.slip(
        "Which result does your function have for a transform to which f is not equivariant?", about="everything"
    )
    def only_what_holds(self, answers):
        """You leave out the transforms to which f is not equivariant. Their names are in the dict, too, with the value
        False."""
        return {name: answer for name, answer in answers.items() if answer}

    @only_what_holds.also
    def only_what_holds(self, answers):
        return [name for name, answer in answers.items() if answer]

    @table.slip("Try two transforms. Let f be equivariant to only one of them. What are your two results?")
    def all_or_none(self, answers):
        """You give all transforms the same result. The function f can be equivariant to one transform and not to
        another."""
        return dict.fromkeys(answers, all(answers.values()))

    @special_case
    def several(self, transforms):
        return len(transforms) > 1

    @staticmethod
    def legal_call(rng):
        (f, g, *rest), _ = Testing.legal_call(rng)
        _, other, *_ = Testing.legal_call(rng)[0]
        names = rng.permutation(["one", "two"])[: rng.integers(3)].tolist()
        return (f, dict(zip(names, (g, other), strict=False)), *rest), {}
