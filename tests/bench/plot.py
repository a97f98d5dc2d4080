"""Draw the benchmark's picture: seconds for classes of several sizes, and where a submission's time goes."""

from pathlib import Path

import matplotlib

matplotlib.use("Agg")
from matplotlib import pyplot as plt


def draw(figures, path: Path) -> None:
    """Write the picture as SVG, the same bytes for the same figures."""
    plt.rcParams |= {"svg.hashsalt": "bench", "svg.fonttype": "none", "font.family": "sans-serif"}
    figure, (curve, shares) = plt.subplots(1, 2, figsize=(11, 3.8), width_ratios=(1, 1.2))
    sizes = sorted(figures.classes)
    stock = [figures.stock_start + size * figures.stock for size in sizes]
    curve.loglog(sizes, stock, "s--", color="0.5", label="stock nbgrader, on one core: it uses no more")
    first = [figures.classes[size].seconds for size in sizes]
    again = [figures.unchanged[size].seconds for size in sizes]
    curve.loglog(sizes, first, "o-", color="C0", label="make grade, on two")
    curve.loglog(sizes, again, "v:", color="C2", label="make grade, nothing changed")
    curve.set(xlabel="submissions", ylabel="seconds", title="A class")
    curve.legend(frameon=False, fontsize=8)
    stages = sorted(figures.stages.items(), key=lambda item: item[1])
    shares.barh([name for name, _ in stages], [1000 * seconds for _, seconds in stages], color="C0")
    shares.set(xlabel="milliseconds", title="One submission, in one warm process")
    for axes in (curve, shares):
        axes.spines[["top", "right"]].set_visible(False)
    figure.tight_layout()
    figure.savefig(path, metadata={"Date": None})
    plt.close(figure)
