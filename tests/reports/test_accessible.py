"""axe-core finds no problem in the class report, in light and dark mode, folded and unfolded.

It needs Chromium and `npm install --prefix build/axe axe-core`. Without them, these tests are skipped.
"""

import html
import json
import re
import shutil
import subprocess

import pytest

from autograder.course.paths import ClassPaths
from autograder.reports.class_data import SimilarPair, SimilarPiece
from autograder.reports.class_list import ClassList
from autograder.reports.class_report import write_report
from tests.conftest import REPOSITORY
from tests.reports.results import sums, unreadable

AXE = REPOSITORY / "build" / "axe" / "node_modules" / "axe-core" / "axe.min.js"
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
RUN = """<script>{}</script><script>
axe.run().then(found => {{
  const text = document.createElement("pre");
  text.id = "found";
  text.textContent = JSON.stringify(found.violations.map(one => [one.id, one.nodes.map(node => node.html)]));
  document.body.replaceChildren(text);
}});
</script></body>"""
DARK = ("--blink-settings=preferredColorScheme=0", "--force-dark-mode")


@pytest.fixture(scope="module")
def report(course, tmp_path_factory):
    """The page of a class in which everything occurs that the page can show."""
    root = tmp_path_factory.mktemp("report")
    results = [sums(f"s{place:02}", 4 - place % 3, 3, mistakes=("one_window_short", None)) for place in range(12)]
    results.append(unreadable("dan"))
    scores = {(one.student, "sums"): one.score for one in results}
    class_list = ClassList(["dan", "eve"], names={"dan": "Dan Brown"}, late={("s01", "sums")})
    pieces = SimilarPiece("s01", "a = 1\nb = 2", (1,)), SimilarPiece("s02", "b = 2", (0,))
    similar = [SimilarPair("sums", 0.8, 50.0, pieces)]
    write_report(ClassPaths(root, root), course, results, scores, class_list, similar=similar)
    return (root / "report" / "index.html").read_text(encoding="utf-8")


@pytest.mark.slow
@pytest.mark.skipif(not (AXE.is_file() and CHROMIUM), reason="needs Chromium, and axe-core in build/axe/")
@pytest.mark.parametrize("options", [(), DARK], ids=["light", "dark"])
@pytest.mark.parametrize("unfolded", [False, True], ids=["folded", "unfolded"])
def test_axe_finds_no_problem(report, options, unfolded, tmp_path):
    """No violation of its rules."""
    page = re.sub(r"<meta http-equiv=[^>]*>", "", report)  # it lets only the page's own script run
    page = page.replace("<details>", "<details open>") if unfolded else page
    path = tmp_path / "page.html"
    path.write_text(page.replace("</body>", RUN.format(AXE.read_text(encoding="utf-8"))), encoding="utf-8")
    command = [CHROMIUM, "--headless", "--no-sandbox", "--disable-gpu", *options, "--virtual-time-budget=60000"]
    done = subprocess.run([*command, "--dump-dom", path.as_uri()], capture_output=True, text=True, timeout=120)
    found = re.search(r'<pre id="found">(.*?)</pre>', done.stdout, re.DOTALL)
    assert json.loads(html.unescape(found[1])) == []
