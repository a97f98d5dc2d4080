"""Keep the results of a class, nbgrader's gradebook and the autograded notebooks; replace steps of nbgrader's commands.

`result_cache.py` keeps results on disk, `cache_key.py` decides when they are out of date. `database.py` is the way to
nbgrader's database: `recorded.py` (with `mark_rows.py`) reads it, and `rows.py` (with `versions.py`) writes it.
`setup.py` prepares it, with the tables of `tables.py` and the rows of `exercise_cells.py`; `dry_run.py` copies it.
`backups.py` keeps copies of it (with `sqlite_file.py`), and `lost.py` notices that it was lost. `students.py` renames
students and grants extensions, `override.py` records a manual score. `last_run.py` keeps what decided each score, and
`changes.py` says why scores changed. `autograded_notebook.py` makes the notebook that nbgrader keeps. `timestamps.py`
(with `time_text.py` and `time_zones.py`) reads when something was submitted. nbgrader's own commands use `exporter.py`,
`preprocessors.py`, `exchange.py` and `feedback_exporter.py`, and the formgrader `formgrader_notes.py` (see
`autograder.course.nbgrader_config`).
"""
