"""check_submission.py --watch: it checks a notebook again whenever it is saved."""

import pytest

from tests.check_submission.received import part


@pytest.fixture
def steps(folder, no_run, monkeypatch, capsys):
    """Runs `--watch sums`. Each step runs while it sleeps; then Ctrl-C. Returns the exit code and what is printed."""

    def run(*actions):
        left = list(actions)

        def sleep(seconds):
            if not left:
                raise KeyboardInterrupt
            left.pop(0)()

        monkeypatch.setattr(part("watch").time, "sleep", sleep)
        code = part("command_line").check_all(["--watch", "sums"])
        return code, capsys.readouterr().out

    return run


def nothing():
    """No step."""


def test_a_saved_notebook_is_checked_again(folder, steps):
    """Without a change nothing happens. A separator says which file was saved, and when."""
    solved = folder.solved()
    code, out = steps(nothing, nothing, lambda: folder.save(solved), nothing, nothing, nothing)
    assert code == 0
    first, _, second = out.partition("sums/sums.ipynb, saved at ")
    assert "not begun" in first
    assert "window_sums" in second
    assert out.count("Waiting until you save sums/sums.ipynb. Ctrl-C ends this.") == 2
    assert out.count("saved at") == 1


def test_a_file_that_is_not_whole_yet_is_left_alone(folder, steps):
    """Half a notebook, and one that still grows, are checked when all of it is there."""
    folder.save(folder.solved())
    text = folder.path.read_text()
    half = lambda: folder.path.write_text(text[:2000])  # noqa: E731
    more = lambda: folder.path.write_text(text[:3000])  # noqa: E731
    whole = lambda: folder.path.write_text(text + "\n")  # noqa: E731
    _, out = steps(half, nothing, nothing, more, whole, nothing, nothing, nothing)
    assert out.count("saved at") == 1
    assert "cannot be graded" not in out


def test_a_notebook_that_is_open_is_not_changed(folder, steps):
    """Nothing is repaired: the editor would notice that the file has changed on disk."""
    notebook = folder.solved()
    del notebook.cells[1]
    folder.save(notebook)
    before = folder.path.read_bytes()
    code, out = steps(nothing, nothing)
    assert code == 0
    assert "Can be repaired, but the file was left as it is" in out
    assert folder.path.read_bytes() == before


def test_a_notebook_that_is_saved_during_its_check_is_checked_once_more(folder, steps, monkeypatch):
    """The newest version is what the last result is about."""
    solved = folder.solved()
    watch, original = part("watch"), part("command_line")._check_saved
    saved = []

    def check(*arguments):
        path = original(*arguments)
        if len(saved) == 1:
            folder.save(folder.original)
        saved.append(1)
        return path

    monkeypatch.setattr(part("command_line"), "_check_saved", check)
    assert watch.POLL_SECONDS == 0.5
    _, out = steps(lambda: folder.save(solved), *[nothing] * 5)
    assert out.count("saved at") == 2
