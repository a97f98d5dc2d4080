"""Keep the results of a class, nbgrader's gradebook and the autograded notebooks; replace steps of nbgrader's commands.

`result_cache.py` keeps results on disk, `cache_key.py` decides when they are out of date. `database.py`, `recorded.py`
and `rows.py` (with `mark_rows.py` and `versions.py`) read and write nbgrader's database, `setup.py` prepares it.
`override.py` records a manual score. `autograded_notebook.py` makes the notebook that nbgrader keeps. `timestamps.py`
(with `time_text.py` and `time_zones.py`) reads when something was submitted. nbgrader's own commands use `exporter.py`,
`preprocessors.py`, `exchange.py` and `feedback_exporter.py`, and the formgrader `formgrader_notes.py` (see
`autograder.course.nbgrader_config`).
"""
