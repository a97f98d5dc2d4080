"""The hidden graders: one pytest file an exercise. See `autograder.pytest_plugin` for their fixtures."""
