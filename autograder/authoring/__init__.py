"""Make a course: release `solutions/` as `assignments/`, check its invariants, and make the demo class.

`percent_script.py` reads an exercise's source, `toolkit_cell.py` makes the notebook's first code cell,
`source_notebook.py` the notebook with solutions (as plain data: `notebook_json.py`), and `release.py` what students
receive. `texts.py` fills in what texts say about the course. `handout.py` makes the folder that students receive;
`student/` is the source of their `check_submission.py`. `github_template.py` makes the template of their repositories.
`scaffold/` writes new exercises and new courses.
`checking.py` runs checks of a course or of one exercise. `invariants.py` lists them, with `notebook_text.py`,
`readable.py`, `completeness.py` and `leaks.py`. `demo_class.py` makes the submissions of the demo class.
"""
