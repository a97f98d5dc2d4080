"""Prove that an exercise keeps its promises: right answers have full marks, wrong ones lose points and are named.

Everything here runs code of the course, and no code of students: functions of this process are graded as if they were
a student's (`in_process.py`, `judge.py`).

`answers.py` reads the right and the wrong answers of authors. `slipped.py` makes functions with mistakes of a model,
`composed.py` functions with two, `mutate.py` changes a function's syntax tree.
`diagnoses.py` asks whether wrong answers are named, `fairness.py` what each mistake costs, `mutants.py` and
`special_cases.py` whether hidden tests notice mutants and mistakes that show only in special cases. Each writes a page
of `docs/` in the course's folder. `every_task.py` runs such work in several processes.
"""
