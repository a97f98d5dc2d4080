"""The hidden graders: one pytest file an exercise. See `autograder.plugin` for their fixtures."""
