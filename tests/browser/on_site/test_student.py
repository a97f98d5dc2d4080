"""A student works on a notebook in the browser, takes it home, and hands it in."""

from programs import grade

NOTEBOOK = "sparse_interactions.ipynb"
STUB = 'NotImplementedError("receptive_field")'
CHECK = 'check("receptive_field"'
PICTURE = "draw_receptive_field("
LAST = "before_handing_in("
ANSWER = """def receptive_field(kernel_sizes, strides=None):
    strides = [1] * len(kernel_sizes) if strides is None else strides
    if len(strides) != len(kernel_sizes) or any(n < 1 for n in [*kernel_sizes, *strides]):
        raise ValueError("one stride of at least 1 for each size")
    size = step = 1
    for kernel, stride in zip(kernel_sizes, strides):
        size += (kernel - 1) * step
        step *= stride
    return size"""
ENDLESS = """def receptive_field(kernel_sizes, strides=None):
    while True:
        pass"""


def test_work_in_the_browser_is_graded(site, open_notebook, tmp_path):
    """Checks, hints and pictures work, the work survives a reload, and the downloaded file gets its points."""
    notebook = open_notebook(site, NOTEBOOK)
    notebook.run_all()
    assert "not written yet" in notebook.output(CHECK)

    notebook.write(STUB, ANSWER)
    notebook.run("def receptive_field(")
    checked = notebook.run(CHECK)
    assert "visible checks pass. The hidden tests check more." in checked and "✗" not in checked
    notebook.run(PICTURE)
    assert notebook.pictures(PICTURE)
    notebook.write("# Your experiments", "hint(affected_outputs)")
    assert "Hint 1 of 3 for affected_outputs" in notebook.run("hint(affected_outputs)")
    notebook.save()

    notebook.reload()
    assert "size += (kernel - 1) * step" in notebook.source("def receptive_field(")
    notebook.restart_and_run_all()
    last = notebook.output(LAST)
    assert "✓ receptive_field" in last and "✗ affected_outputs" in last and "Traceback" not in last

    points = grade(notebook.download(tmp_path))
    assert points["receptive_field"] > 0
    assert points == {"affected_outputs": 0, "connection_matrix": 0, "receptive_field": points["receptive_field"]}


def test_unsaved_work_is_saved_by_itself(site, open_notebook):
    """Somebody who never saves loses at most some seconds of work."""
    notebook = open_notebook(site, NOTEBOOK)
    notebook.write(STUB, ANSWER)
    notebook.page.wait_for_timeout(13_000)
    notebook.reload()
    assert "step *= stride" in notebook.source("def receptive_field(")


def test_a_loop_that_never_ends_is_stopped(site, open_notebook):
    """The check stops the loop within seconds and says so, and all later cells run."""
    notebook = open_notebook(site, NOTEBOOK)
    notebook.write(STUB, ENDLESS)
    notebook.run_all()
    assert "loop" in notebook.output(CHECK)
    assert "✗ receptive_field" in notebook.output(LAST)
