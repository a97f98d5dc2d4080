"""How `terminology` goes wrong."""

from autograder.grading.mistake_model import Model, decision

FIGURE = "§4, Figure 2"
STEPS = "convolution", "detector", "pooling"


class Terminology(Model, task="terminology"):
    """A dict from the stages to the layers."""

    def compute(self):
        names = dict(zip(STEPS, [self.convolution(), self.detector(), "pooling"], strict=True))
        stages = {f"{step} stage": self.layer(step, names[step]) for step in STEPS}
        return self.form({self.spelt_key(key): self.spelt(name) for key, name in self.entries(stages).items()})

    @decision(FIGURE, about="convolution")
    def convolution(self):
        """The first word for the convolution stage."""
        return "convolution"

    @convolution.slip("Look at the simple side of Figure 2, and compare the names letter by letter.")
    def convolutional_layer(self):
        """You use the term convolutional layer. In the complex terminology, this is the whole layer with all three
        stages."""
        return "convolutional"

    @decision(FIGURE, about="detector")
    def detector(self):
        """The first word for the detector stage."""
        return "detector"

    @detector.slip("What does the simple terminology call the layer that applies the nonlinearity?")
    def named_after_the_nonlinearity(self):
        """You name the detector stage after the function that it computes. Figure 2 calls it a detector layer."""
        return "relu"

    @named_after_the_nonlinearity.also
    def named_after_the_nonlinearity(self):
        return "nonlinear"

    @named_after_the_nonlinearity.also
    def named_after_the_nonlinearity(self):
        return "nonlinearity"

    @named_after_the_nonlinearity.also
    def named_after_the_nonlinearity(self):
        return "activation"

    @detector.slip("Which word of “detector stage” is also in its name as a layer?")
    def detection_layer(self):
        """You call it detection layer. Figure 2 calls it a detector layer."""
        return "detection"

    @decision(FIGURE, about="everything")
    def layer(self, step, name):
        """The name of a layer."""
        return f"{name} layer"

    @layer.slip("The simple terminology has no stages. What does it call each step?")
    def stages_kept(self, step, name):
        """You map the stages to their own names. In the simple terminology, every step is a layer."""
        return f"{name} stage"

    @layer.slip("What is the name of each stage if it is a layer of its own?")
    def what_each_stage_computes(self, step, name):
        """You describe what the stages compute. Give their names in the simple terminology."""
        return {"convolution": "affine transform", "detector": "nonlinearity", "pooling": "pooling"}[step]

    @layer.slip("Each name has two words. What does the simple terminology call every step?")
    def one_word_each(self, step, name):
        """You leave out the second word. In the simple terminology, each step is called a layer."""
        return name

    @decision(FIGURE, about="keys")
    def entries(self, stages):
        """What is in the dict."""
        return stages

    @entries.slip("The keys are the three stages. Which of your keys is not a stage?")
    def whole_layer_included(self, stages):
        """Your dict has one key too many. The whole complex layer is not a stage."""
        return stages | {"convolutional layer": "layers"}

    @whole_layer_included.also
    def whole_layer_included(self, stages):
        return stages | {"convolutional layer": "convolutional layer"}

    @decision(FIGURE, about="spelling")
    def spelt(self, name):
        """How a name is spelt."""
        return name

    @spelt.slip("Write all names in lower case.")
    def capitals(self, name):
        """Your names are right, but they start with capital letters. They must be in lower case."""
        return name.capitalize()

    @capitals.also
    def capitals(self, name):
        return name.title()

    @spelt.slip("Which character is between the two words of each name?")
    def underscores(self, name):
        """Your names contain underscores. Write a space between the two words."""
        return name.replace(" ", "_")

    @decision(FIGURE, about="spelling")
    def spelt_key(self, key):
        """How a key is spelt."""
        return key

    @spelt_key.slip("Write all keys in lower case.")
    def capitals_in_the_keys(self, key):
        """Your keys start with capital letters. They must be in lower case."""
        return key.capitalize()

    @capitals_in_the_keys.also
    def capitals_in_the_keys(self, key):
        return key.title()

    @spelt_key.slip("Which character is between the two words of each key?")
    def underscores_in_the_keys(self, key):
        """Your keys contain underscores. Write a space between the two words."""
        return key.replace(" ", "_")

    @decision(FIGURE, about="everything")
    def form(self, stages):
        """The result."""
        return stages

    @form.slip("Which terminology uses stages, and which uses layers? A dict maps keys to values.")
    def the_other_way_round(self, stages):
        """Your dict maps the simple terms to the complex terms. The stages are the keys."""
        return {name: key for key, name in stages.items()}

    @form.slip("How do you write a dict in Python? What comes before each colon?")
    def names_alone(self, stages):
        """You return only the simple names. Return a dict in which each key is the name of a stage."""
        return list(stages.values())

    @staticmethod
    def legal_call(rng):
        return (), {}
