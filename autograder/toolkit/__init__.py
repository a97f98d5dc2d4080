"""Provide the toolkit, which is the code in the first code cell of every notebook.

A release copies the code of these modules into each notebook, so that the notebook works without
the course. `checks` has what a notebook calls, and `hints` its hints. `running` runs the calls of
checks, within a `time_limit`; `definitions` finds old definitions, `grids` shows arrays, `drawing`
draws pictures, and `notebook` has what all of them know about the notebook. `compare` decides which
values are equal, and `describe` writes values as text. The hidden tests use these two as well, so
both agree.

The modules import NumPy, Matplotlib, the standard library and each other. In a notebook they share
one namespace, which is not that of the notebook. A notebook has only the names without an
underscore, so all that it does not call begins with one.
"""
