"""The command that writes the site in which students work in a browser."""

import argparse
from pathlib import Path

from autograder.course.config import Course
from autograder.course.paths import ClassPaths
from autograder.errors import display_path

DONE = 0


def add(commands: "argparse._SubParsersAction[argparse.ArgumentParser]", common: argparse.ArgumentParser) -> None:
    """Register the command. `common` has the options of all commands that need a course."""
    site = commands.add_parser("site", parents=[common], help="write a site to work on the notebooks in a browser")
    text = "a folder with the files of Pyodide, which go into the site, or an address of one (default: Pyodide's CDN)"
    site.add_argument("--pyodide", metavar="DIR", help=text)
    site.add_argument("--output", type=Path, metavar="DIR", help="where to write the site (default: build/site)")
    site.add_argument("--jupyter-lite", metavar="PROGRAM", default="jupyter-lite", help="the program that builds it")
    site.set_defaults(run=_site)


def _site(arguments: argparse.Namespace, course: Course) -> int:
    from autograder.authoring.site.build import build_site
    from autograder.authoring.site.pyodide import CDN, find_pyodide

    target = arguments.output or ClassPaths.real(course.root).build / "site"
    pyodide = find_pyodide(arguments.pyodide or CDN)
    build_site(course, target.resolve(), pyodide, arguments.jupyter_lite)
    for note in pyodide.notes(course.requirements):
        print(f"Note: {note}")
    place = display_path(target.resolve())
    print(f"{place}/ is the site: put it on a web server. To try it, type:")
    print(f"    python3 -m http.server --directory {place}    # then open http://localhost:8000/")
    return DONE
