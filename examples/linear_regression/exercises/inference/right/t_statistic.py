"""Right answers to `t_statistic` in other styles."""

from scipy import stats


def by_linregress(x, y):
    if len(x) < 3:
        raise ValueError("too few points")
    found = stats.linregress(x, y)
    return found.slope / found.stderr, found.pvalue
