"""Grade many submissions, on this machine or on a cluster, and record the results.

- `grade_commands.py` has `grade` and `report`.
- `batch.py` grades a whole class: it decides what to do, has the report written, and returns a summary (`summary.py`).
- `reporting.py` writes the class report, if anything on it changed (`report_stamp.py`). `similarity.py` compares the
  code of students for it, and `times.py` finds what is wrong with times.
- `class_run.py` is one run over a class: it finds out what has changed, has it graded, and records it.
- `unchanged.py` notices that nothing at all has changed since the last run, by what the file system says
  (`file_state.py`): then no submission is looked at.
- `comparison.py` compares a run with the last one.
- `single_files.py` grades notebooks that are given by their paths, and touches no gradebook.
- `job.py` is the work on one submission: its result, its autograded notebook and its feedback page. Workers run it.
- `scheduler.py` distributes jobs to workers, and tries again what was lost with a worker.
- `process_pool.py` has the workers on this machine: processes that run one job after another (`worker.py`).
  They are copies of one process that has loaded everything (`worker_source.py`, `preloaded.py`). For a new class they
  get ready while the gradebook is prepared (`early_workers.py`).
- `dask_cluster.py` has the workers on other machines, by dask.distributed. `batching_executor.py` sends them several
  jobs at a time.
- `recorder.py` is the only writer of the gradebook. Notebooks and pages (`marked_page.py`) are written by workers, or
  by the recorder if the workers do not see the class's folder (`result_files.py`).
- `kept_code.py` keeps what students' code does, for `similarity.py`.
- `mark_commands.py` has the commands `explain` and `override`.
- `platform_commands.py` has `collect`, `roster` and `return`. `collect_summary.py` and `return_summary.py` say what was
  done. `returning.py` writes what platforms import, with the scores of `class_scores.py`.
- `gradescope/` writes archives with which Gradescope grades, and grades in its container (`gradescope_commands.py`).
- `github_collect.py` and `github_return.py` do the same with students' repositories on GitHub (`github_commands.py`).
- `people.py` makes rows of nbgrader's table of students from the roster.
"""
