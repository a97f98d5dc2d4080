"""What is kept of a class: results, nbgrader's gradebook, autograded notebooks; and our part in nbgrader's commands.

`result_cache.py` and `cache_key.py` keep results on disk. `database.py` and `rows.py` read and write nbgrader's database,
`setup.py` prepares it. `autograded_notebook.py` makes the notebook that nbgrader keeps. nbgrader's own commands use
`exporter.py` and `preprocessors.py` (see `autograder.course.nbgrader_config`).
"""
