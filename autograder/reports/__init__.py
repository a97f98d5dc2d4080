"""Show results to people: feedback pages for students, the class report, tables in the terminal.

feedback       the page of one student and one exercise
class_report   all files about a class: the page, class.json, items.csv, grades.csv, changes.csv
class_data     what the page and class.json say, as dataclasses
class_page     the page of the class, from its data
class_figures  what the terminal shows of the class
class_list     the students of the class, and ids that look alike
overview       how much was handed in, and how the scores are distributed
attention      what an instructor must look at
mistakes       the known mistakes, over tasks and students, with examples
student_rows   what each student handed in, what it gave, and its mistakes
item_statistics  the figures of each task and hidden test
distribution   mean, median, spread and histogram of numbers
items          share solved and discrimination, from plain rows
fingerprints   code as numbers
similar_work   students whose code has unusually much in common
own_code       code by what it does: what similar_work compares
charts         the charts of the page, as SVG
grades_csv     the table of final scores
written        the written answers of a class
changes        whose score changed, and changes.csv
total          how a submission's total comes about
markdown       the feedback of one student as Markdown
gradescope     a result as Gradescope's results.json
explanation    what the command `explain` prints
statistics     how the class did in each task, and which hidden tests may be faulty
terminal       progress, and what the commands print
tables         the tables that the terminal shows of a class
file_table     the table that it shows of a single file
html           Jinja templates with escaping (templates/)
marks          what people decided about a submission, beside its automatic scores
safe_markdown  Markdown of students and instructors as HTML without scripts
text           numbers, counts and texts from submissions
run_summary    what a run over a class reports
"""
