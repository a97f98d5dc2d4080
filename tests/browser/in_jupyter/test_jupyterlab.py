"""A notebook that students receive works in JupyterLab, also with a dark theme."""

import shutil

from programs import REPOSITORY

EXERCISE = "sparse_interactions"
ERRORS = ".jp-OutputArea-output[data-mime-type='application/vnd.jupyter.stderr'], [data-mime-type*='error']"
PICTURE = "show_lenet("
# How bright the ink of a picture and the ground below it are, from 0 to 255.
BRIGHTNESS = """() => {
    const picture = document.querySelector('.jp-OutputArea-output svg[role=img]');
    const mean = color => color.match(/\\d+/g).slice(0, 3).reduce((sum, one) => sum + Number(one) / 3, 0);
    const ground = document.querySelector('.jp-Notebook');
    return [mean(getComputedStyle(picture).color), mean(getComputedStyle(ground).backgroundColor)];
}"""


def test_a_notebook_runs_and_is_readable_on_a_dark_ground(open_browser, tmp_path):
    """No cell fails, the checks say what is not written yet, and the ink of pictures is light."""
    folder = shutil.copytree(REPOSITORY / "assignments" / EXERCISE, tmp_path / EXERCISE)
    notebook = open_browser(folder, theme="JupyterLab Dark").open_notebook(f"{EXERCISE}.ipynb")
    notebook.run_all()
    assert notebook.page.locator(ERRORS).all_inner_texts() == []
    assert "not written yet" in notebook.output('check("receptive_field"')
    assert notebook.pictures(PICTURE)
    ink, ground = notebook.page.evaluate(BRIGHTNESS)
    assert ground < 50 and ink > 200
