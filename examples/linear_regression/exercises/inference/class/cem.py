# %%
def t_statistic(x, y):
    if len(x) < 3:
        raise ValueError("too few points")
    found = stats.linregress(x, y)
    return found.slope / found.stderr, found.pvalue

# %% task="residual_table"
found = stats.linregress(hours, marks)
table = pd.DataFrame({"x": hours, "y": marks, "residual": found.intercept + found.slope * hours - marks})

# %%
def outlier():
    return "a"

# %% [markdown] task="reading"
# The slope is right with a probability of 96 %.
