"""Write a new exercise, or a new course with one exercise.

`signature.py` reads "f(x, w, dilation=1): 6". `exercise.py` fills in the templates with it, `write.py` writes all files
or none, and `course_order.py` adds the exercise to course.toml. `course.py` writes a whole course. The templates are in
`templates/`: a sentence that only the author knows is `todo(key, advice)` there. It becomes "TODO: advice", or the
sentence that a finished exercise has for the key.
"""
