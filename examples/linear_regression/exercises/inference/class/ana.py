# %%
def t_statistic(x, y):
    if len(x) < 3:
        raise ValueError("too few points")
    found = stats.linregress(x, y)
    return found.slope / found.stderr, found.pvalue

# %% task="residual_table"
found = stats.linregress(hours, marks)
fitted = found.intercept + found.slope * hours
table = pd.DataFrame({"x": hours, "y": marks, "fitted": fitted, "residual": marks - fitted})

# %%
def outlier():
    return "b"

# %% [markdown] task="reading"
# A slope this far from 0 is rare if the true slope is 0: it occurs in 4 of 100 studies. It does not say that the slope
# is large.
