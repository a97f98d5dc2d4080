"""Provide the toolkit, which is the code in the first code cell of every notebook.

A release copies the code of these modules into each notebook, so that the notebook works without
the course. `checks` has the visible checks and the hints, `drawing` draws pictures, and `compare`
decides which values are equal. The hidden tests use `compare` too, so both agree.

The modules import NumPy, Matplotlib, the standard library and each other. They share the
notebook with the student's code, so all names begin with an underscore, except those that a
notebook calls.
"""
