"""A notebook is graded by what students wrote, whichever program has saved it."""

import json
from pathlib import Path

import nbformat
import pytest

from autograder.grading.grade import grade
from autograder.submissions.submission import Submission
from tests.running.classes import partly_right

SAVED = Path(__file__).with_name("front_ends")


def as_colab_saves_it(notebook):
    """Format 4.0, with ids in the metadata of the cells, and what Colab notes beside them.

    `executionInfo`: https://github.com/googlecolab/colabtools/issues/658. Ids in the metadata, none in the cells:
    https://github.com/codepod-io/codepod/issues/411. `widgets` without the key "state", which GitHub refuses:
    https://github.com/Ali-mohammadi-design/Google-Colab-Notebook-Cleaner.
    """
    notebook |= {"nbformat_minor": 0}
    model = {"model_module": "@jupyter-widgets/base", "model_name": "LayoutModel", "state": {"_view_count": None}}
    notebook["metadata"] = {
        "colab": {"provenance": [], "toc_visible": True, "include_colab_link": True},
        "kernelspec": {"name": "python3", "display_name": "Python 3"},
        "language_info": {"name": "python"},
        "accelerator": "GPU",
        "widgets": {"application/vnd.jupyter.widget-state+json": {"602f2688e9224892b69b75e871753183": model}},
    }
    for number, cell in enumerate(notebook["cells"]):
        del cell["id"]
        cell["metadata"]["id"] = f"XU0o_w7y2B{number:02}"
        if cell["cell_type"] == "code":
            cell["execution_count"] = None
            cell["metadata"]["outputId"] = "b1f3a3c0-0000-4000-8000-000000000000"
            cell["metadata"]["colab"] = {"base_uri": "https://localhost:8080/", "height": 35}
            user = {"displayName": "Ada", "userId": "0123456789"}
            info = {"status": "ok", "timestamp": 1730000000000, "user_tz": -60, "elapsed": 3, "user": user}
            cell["metadata"]["executionInfo"] = info
    link = {"id": "view-in-github", "colab_type": "text"}
    notebook["cells"].insert(0, {"cell_type": "markdown", "metadata": link, "source": ["<a>Open in Colab</a>"]})
    return notebook


def as_vs_code_saves_it(notebook):
    """Ids stay, keys are sorted, a cell in another language says so, and the environment is noted.

    https://github.com/microsoft/vscode/blob/main/extensions/ipynb/src/serializers.ts and `common.ts` beside it; up to
    2022 it also wrote `orig_nbformat` and `interpreter`.
    """
    notebook["metadata"] |= {
        "kernelspec": {"display_name": "env", "language": "python", "name": "python3"},
        "language_info": {"name": "python", "version": "3.13.1"},
        "orig_nbformat": 4,
        "vscode": {"interpreter": {"hash": "916dbcbb3f70747c44a77c7bcd40155683ae19c65e1c03b4aa3499c5328201f1"}},
    }
    for number, cell in enumerate(notebook["cells"]):
        if cell["cell_type"] == "code":
            cell["execution_count"] = number
            cell["metadata"]["vscode"] = {"languageId": "python"}
    shell = {"cell_type": "code", "execution_count": None, "id": "5e1f", "outputs": [], "source": ["pip list"]}
    notebook["cells"].append(shell | {"metadata": {"vscode": {"languageId": "shellscript"}}})
    return json.loads(json.dumps(notebook, sort_keys=True))


def as_vs_code_saves_an_older_notebook(notebook):
    """Format 4.4 has no ids of cells, and VS Code adds none: `createCodeCellFromNotebookCell` in `serializers.ts`."""
    notebook = as_vs_code_saves_it(notebook) | {"nbformat_minor": 4}
    for cell in notebook["cells"]:
        del cell["id"]
    return notebook


DOCUMENTED = [as_colab_saves_it, as_vs_code_saves_it, as_vs_code_saves_an_older_notebook]


def scores(course, data):
    """Everything that a student reads about each task: its points, and the verdict on each test."""
    result = grade(Submission("ada", "sums", data), course)
    return [(task.task, task.score, [(test.name, test.verdict) for test in task.tests]) for task in result.tasks]


@pytest.fixture(scope="module")
def original(course):
    """The notebook as it was before any program saved it, and its scores: not all, and not none."""
    data = partly_right(course.exercise("sums"))
    expected = scores(course, data)
    assert 0 < sum(score for _, score, _ in expected) < course.exercise("sums").max_score
    return data, expected


@pytest.mark.parametrize("program", ["jupyterlab", "notebook7", "jupyterlite"])
def test_a_saved_notebook_has_the_scores_of_the_original(course, original, program):
    """What these programs wrote when they were used."""
    assert scores(course, (SAVED / f"{program}.ipynb").read_bytes()) == original[1]


@pytest.mark.parametrize("form", DOCUMENTED)
def test_a_notebook_in_a_documented_form_has_the_scores_of_the_original(course, original, form):
    """What other programs write, by their sources."""
    data, expected = original
    notebook = form(nbformat.reads(data.decode(), as_version=4))
    assert scores(course, json.dumps(notebook).encode()) == expected
