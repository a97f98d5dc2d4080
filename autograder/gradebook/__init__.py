"""Keep the results of a class, nbgrader's gradebook and the autograded notebooks; replace steps of nbgrader's commands.

`result_cache.py` keeps results on disk, `cache_key.py` decides when they are out of date. `database.py` and `rows.py`
read and write nbgrader's database, `setup.py` prepares it, `dry_run.py` copies it. `last_run.py` keeps what decided
each score, and `changes.py` says why scores changed. `autograded_notebook.py` makes the notebook that nbgrader keeps.
`timestamps.py` (with `time_text.py` and `time_zones.py`) reads when something was submitted. nbgrader's commands use
`exporter.py`, `preprocessors.py` and `exchange.py`, and the formgrader `safe_markdown.py` (see
`autograder.course.nbgrader_config`).
"""
