"""The toolkit: what every notebook carries in its first code cell, so that it works alone anywhere.

A release copies the code of these modules into each notebook (see `autograder.authoring.release`): `compare`,
with which the hidden graders compare, too, so that both agree on what counts as equal; `checks`,
the visible checks and hints; `drawing` and the exercise's own module in `pictures`. They import
NumPy, Matplotlib and the standard library only. All names but those that a notebook calls begin
with an underscore, because they stand beside the student's own.
"""
