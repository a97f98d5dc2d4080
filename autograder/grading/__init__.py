"""Grade one submission: `grade.grade(submission, course)` returns a `Result`. Nothing in here writes a file.

1. `program.py` turns the notebook's cells into the program that the sandbox runs.
2. `hidden_tests.py` collects the exercise's hidden tests and runs them; they use `assertions.py` to ask for something.
3. `scoring.py` gives each task its points; `follow_through.py` repeats tests that fail only because of an earlier task.
4. `diagnosis.py` looks for the known mistake (`misconceptions.py`) that explains the answers.
5. `shrinking.py` makes the failing call smaller, `counterexample.py` describes it for a page.
6. `result.py` has the result and its JSON.
"""
