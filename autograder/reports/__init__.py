"""Show results to people: feedback pages for students, the class report, tables in the terminal.

feedback       the page of one student and one exercise
class_report   the page of the class, and grades.csv
class_list     the students of the class, and ids that look alike
changes        whose score changed, and changes.csv
total          how a submission's total comes about
gradescope     a result as Gradescope's results.json
explanation    what the command `explain` prints
statistics     how the class did in each task, and which known mistakes it made
terminal       progress, and what the commands print
tables         the tables that the terminal shows
html           Jinja templates with escaping (templates/)
marks          what people decided about a submission, beside its automatic scores
safe_markdown  Markdown of students and instructors as HTML without scripts
text           numbers, counts and texts from submissions
run_summary    what a run over a class reports
"""
