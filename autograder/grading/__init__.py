"""Grade one submission: `grade.grade(submission, course)` returns a `Result`. This package writes no file.

1. `program.py` turns the notebook's cells into the program that the sandbox runs.
2. `hidden_tests.py` runs the exercise's hidden tests, which `collecting.py` collects. The tests use `assertions.py`.
   `bounded_work.py` limits what the grader itself does for a task.
3. `scoring.py` gives each task its points; `follow_through.py` repeats tests that fail only because of an earlier task.
4. `diagnosis.py` looks for the known mistake (`misconceptions.py`) that explains the answers.
5. `shrinking.py` makes the failing call smaller, `counterexample.py` describes it for a page.
6. `result.py` has the result and its JSON.
"""
