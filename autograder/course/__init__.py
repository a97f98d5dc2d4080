"""Read a course: its data, its files and its code.

`config.py` has the dataclasses, `loading.py` reads them from `course.toml` and each `exercise.toml`, `paths.py` knows
the folders of a class, `content.py` imports the Python code of an exercise, `import_problem.py` says why this fails,
`nbgrader_config.py` configures nbgrader.
"""
