"""Source notebooks as nbformat reads them."""

import nbformat

from autograder.authoring.source_notebook import source_bytes


def source_notebook(exercise):
    """The instructor's notebook with solutions. Raises nbformat's error if it is not valid."""
    notebook = nbformat.reads(source_bytes(exercise).decode(), as_version=4)
    nbformat.validate(notebook)
    return notebook
