"""The site itself: its first page, its notebooks with their solutions, and another course's site."""

import re
import shutil
import subprocess

import pytest
from programs import PYTHON, REPOSITORY, run_autograder

SOLVED = """
import sys
from pathlib import Path
from autograder.authoring.source_notebook import source_bytes
from autograder.course.loading import load_course
for exercise in load_course(Path(sys.argv[1])).exercises:
    Path(sys.argv[2], exercise.name + ".ipynb").write_bytes(source_bytes(exercise))
"""
NOTEBOOKS = sorted(path.stem for path in (REPOSITORY / "assignments" / "originals").glob("*.ipynb"))
ERRORS = ".jp-OutputArea-output[data-mime-type='application/vnd.jupyter.stderr'], [data-mime-type*='error']"


def solve(course, folder):
    """Write the notebooks of a course with their solutions into a folder."""
    subprocess.run([PYTHON, "-c", SOLVED, course, folder], cwd=REPOSITORY, check=True)


@pytest.fixture(scope="session")
def solved(tmp_path_factory, build_site, serve):
    """The address of a site whose notebooks have their solutions."""
    target = tmp_path_factory.mktemp("solved") / "site"
    build_site(target)
    solve(REPOSITORY, target / "files")
    return serve(target)


@pytest.mark.parametrize("name", NOTEBOOKS)
def test_a_solved_notebook_runs_as_everywhere(solved, open_notebook, name):
    """All checks pass, and every cell that draws shows a picture, without an error or a warning."""
    notebook = open_notebook(solved, f"{name}.ipynb")
    notebook.run_all()
    assert notebook.page.locator(ERRORS).all_inner_texts() == []
    for cell in notebook.page.locator(".jp-CodeCell").all():
        source = cell.locator(".cm-content").inner_text() if cell.locator(".cm-content").count() else ""
        shown = "\n".join(cell.locator(".jp-OutputArea-output").all_inner_texts())
        if re.match(r"(draw|show)_\w+\(", source):
            assert cell.locator("svg[role=img]").count() == 1, f"{source}: {shown}"
        elif source.startswith("check("):
            assert "The hidden tests check more." in shown, source


def test_the_first_page_leads_to_all_notebooks(site, chromium):
    """Each link works, in a folder of the server, too."""
    page = chromium.new_page()
    page.goto(site)
    links = [link.get_attribute("href") for link in page.locator("a:not(.anchor-link)").all()]
    assert {link.partition("path=")[2] for link in links} >= {f"{name}.ipynb" for name in NOTEBOOKS}
    for link in links:
        assert page.request.get(site + link).ok, link
    page.close()


def test_a_second_course_has_its_own_packages(tmp_path, build_site, serve, open_notebook):
    """Another course, which uses other packages, runs in the browser with the same commands."""
    course = shutil.copytree(REPOSITORY / "examples" / "linear_regression", tmp_path / "course")
    run_autograder("release", "--course", course)
    target = tmp_path / "site"
    build_site(target, "--course", course)
    solve(course, target / "files")
    address = serve(target)
    for name in ("fitting", "inference"):
        notebook = open_notebook(address, f"{name}.ipynb")
        notebook.run_all()
        assert notebook.page.locator(ERRORS).all_inner_texts() == []
