"""A notebook that JupyterLab or Notebook 7 has opened, run and saved is graded like the file before."""

import shutil

import pytest
from programs import REPOSITORY, grade

EXERCISE = "sparse_interactions"
PROGRAMS = {"jupyterlab": "lab/tree/", "notebook": "notebooks/"}  # in the environment of the autograder


@pytest.mark.parametrize("program", PROGRAMS)
def test_a_saved_notebook_is_graded_like_the_original(open_browser, tmp_path, program):
    """The scores are the same, although the file is not: it has outputs, and metadata of the program."""
    folder = tmp_path / "folder"
    path, original = folder / f"{EXERCISE}.ipynb", folder / "original" / f"{EXERCISE}.ipynb"
    original.parent.mkdir(parents=True)
    shutil.copy(REPOSITORY / "assignments" / EXERCISE / path.name, path)
    text = path.read_text()
    answer = "return [1 + sum(kernel - 1 for kernel in kernel_sizes)][0]"
    path.write_text(text.replace(r"raise NotImplementedError(\"receptive_field\")", answer))
    assert path.read_text() != text
    shutil.copy(path, original)

    notebook = open_browser(folder).open_notebook(path.name, PROGRAMS[program])
    notebook.run_all()
    notebook.save()
    notebook.page.close()
    assert path.read_text() != original.read_text()
    assert grade(path) == grade(original)
