"""An autograder for nbgrader courses: hidden pytest tests grade the functions in students' notebooks.

The packages, from the top down: each imports only from those below it, and `errors`.

    running        a class: many submissions, many processes
    gradebook      what is kept of them: nbgrader's database, results, autograded notebooks
    reports        feedback page, class report, terminal
    authoring      from solutions/ to assignments/, and what must hold of a course
    grading        one submission in, one result out
    submissions    files, names and formats of what students hand in
    course         course.toml and the folders of its exercises
    sandbox        the only door to student code
    toolkit        what every notebook carries: visible checks, comparison, drawing
"""
