"""Prove that an exercise keeps its promises: right answers have full marks, wrong ones lose points and are named.

Everything here runs code of the course, and no code of students: functions of this process are graded as if they were
a student's (`in_process.py`, `judge.py`).

`checks.py` lists what `autograder check` looks at, `prove.py` the promises of an exercise (`promises_right.py`,
`promises_wrong.py`). `pictures.py` runs the cells that draw, `outdated.py` looks for missing rows in `docs/`.
`demo_scores.py` proposes the scores of the demo class, `show.py` executes notebooks. `commands.py` is the command line.

`answers.py` reads the right and the wrong answers of authors. `slipped.py` makes functions with mistakes of a model,
`composed.py` functions with two, `mutate.py` changes a function's syntax tree.
`diagnoses.py` asks whether wrong answers are named, `fairness.py` what each mistake costs, `mutants.py` and
`special_cases.py` whether hidden tests notice mutants and mistakes that show only in special cases. Each writes a page
of `docs/` in the course's folder. `every_task.py` runs such work in several processes.
"""
