"""The commands that write a new exercise and a new course."""

import argparse
from pathlib import Path

from autograder.course.config import Course
from autograder.course.loading import load_course
from autograder.errors import CourseError, display_path
from autograder.reports.text import counted

DONE = 0


def add(commands: "argparse._SubParsersAction[argparse.ArgumentParser]", common: argparse.ArgumentParser) -> None:
    """Register the commands. `common` has the options of all commands that need a course."""
    new = commands.add_parser("new", parents=[common], help="write a new exercise, and release it")
    new.add_argument("name", metavar="NAME", help="the exercise's name, like first_steps")
    text = 'a function with its points: "f(x, size=2): 6"'
    new.add_argument("tasks", nargs="+", metavar="SIGNATURE", help=text)
    new.add_argument("--title", help="the exercise's title (default: its name)")
    new.add_argument("--notes", default="", help='the section of the notes, like "§1"')
    new.set_defaults(run=_new)
    course = commands.add_parser("new-course", help="write a new course with one small exercise")
    course.add_argument("folder", type=Path, metavar="DIR", help="a folder that is empty or does not exist")
    course.add_argument("--id", help="the name of the students' zip (default: the folder's name)")
    course.add_argument("--title", help="the course's title (default: its id)")
    course.set_defaults(run_without_course=_new_course)


def _new(arguments: argparse.Namespace, course: Course) -> int:
    from autograder.authoring.scaffold.exercise import Draft, new_exercise, unchanged_student
    from autograder.authoring.scaffold.signature import read_signatures
    from autograder.running.releasing import release_course

    tasks = read_signatures(arguments.tasks)
    title = arguments.title or arguments.name.replace("_", " ").capitalize()
    draft = Draft(arguments.name, tasks, title, arguments.notes, unchanged_student(course))
    with new_exercise(course, draft) as files:
        try:
            release_course(load_course(course.root))
        except CourseError as error:  # another exercise cannot be released
            raise CourseError(f"{error}\nNothing was written, because the course cannot be released.") from None
    for path in files:
        print(f"wrote {display_path(path)}")
    print(
        f"{arguments.name} is in `order` in course.toml, and released. Write what is marked with TODO in these files."
    )
    print(f"To see what is missing, type: autograder check {arguments.name}")
    return DONE


def _new_course(arguments: argparse.Namespace) -> int:
    from autograder.authoring.scaffold.course import new_course
    from autograder.running.releasing import release_course

    folder = display_path(arguments.folder.resolve())
    with new_course(arguments.folder, arguments.id, arguments.title) as files:
        release_course(load_course(arguments.folder))
    print(f"wrote {counted(len(files), 'file')} in {folder}/, and released the course. Now type:")
    print(f"    cd {folder}\n    make grade    # installs requirements.txt, and grades the demo class")
    return DONE
