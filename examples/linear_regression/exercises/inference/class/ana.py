# %%
def t_statistic(x, y):
    if len(x) < 3:
        raise ValueError("too few points")
    found = stats.linregress(x, y)
    return found.slope / found.stderr, found.pvalue

# %%
found = stats.linregress(hours, marks)
fitted = found.intercept + found.slope * hours
table = pd.DataFrame({"x": hours, "y": marks, "fitted": fitted, "residual": marks - fitted})

# %%
def outlier():
    return "b"
