"""The course: `course.toml` and each `exercise.toml` as frozen dataclasses, where its files are, and how its code is loaded.

`config.py` has the dataclasses, `loading.py` reads them from the files, `paths.py` knows the folders of a class,
`content.py` imports what an exercise's folder holds, `nbgrader_config.py` connects all of it with nbgrader.
"""
