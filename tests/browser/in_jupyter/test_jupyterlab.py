"""The notebooks that students receive work in JupyterLab, with a light and a dark theme."""

import re
import shutil

import pytest
from programs import REPOSITORY

EXERCISE = "sparse_interactions"
ERRORS = ".jp-OutputArea-output[data-mime-type='application/vnd.jupyter.stderr'], [data-mime-type*='error']"


@pytest.mark.parametrize("theme", ["JupyterLab Light", "JupyterLab Dark"])
def test_a_notebook_runs_as_it_was_received(open_browser, tmp_path, theme):
    """Checks say what is not written yet, pictures appear on a light ground, and no cell fails."""
    folder = shutil.copytree(REPOSITORY / "assignments" / EXERCISE, tmp_path / EXERCISE)
    notebook = open_browser(folder, theme).open_notebook(f"{EXERCISE}.ipynb")
    notebook.run_all()
    assert notebook.page.locator(ERRORS).all_inner_texts() == []
    assert "not written yet" in notebook.output('check("receptive_field"')
    print(notebook.pictures("draw_receptive_field("))
