"""An autograder for nbgrader courses: hidden pytest tests grade the functions in students' notebooks.

The packages, from the top down: each imports only from those below it, and `errors`.

    running        grade a class: many submissions in many processes
    gradebook      keep the results: nbgrader's database, cached results, autograded notebooks
    reports        write feedback pages and the class report, print to the terminal
    authoring      make assignments/ from solutions/, and check the invariants of a course
    grading        turn one submission into one result
    submissions    find and read the files that students hand in
    course         read course.toml and the folders of its exercises
    sandbox        run student code; no other package runs it
    toolkit        the code in every notebook: visible checks, comparison, drawing
"""
