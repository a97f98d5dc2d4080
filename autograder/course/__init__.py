"""Read a course: its data, its files and its code.

`config.py` has the dataclasses. `loading.py` reads them from `course.toml` and each `exercise.toml`: `toml_file.py`
reads the text, `schema.py` says what may be in it, `validation.py` finds what is wrong, and `off_limits.py` finds the
functions that are off limits. `paths.py` knows the folders of a class. `content.py` imports the Python code of an
exercise, and `import_problem.py` says why this fails. `script_cells.py` reads the cells of a script.
`nbgrader_config.py` configures nbgrader.
"""
