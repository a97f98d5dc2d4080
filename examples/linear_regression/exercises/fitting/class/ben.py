# %%
def fit_line(x, y):
    if len(x) != len(y) or np.ptp(x) == 0:
        raise ValueError("there is no such line")
    dx, dy = x - x.mean(), y - y.mean()
    slope = (dx @ dy) / (dy @ dy)
    return slope, y.mean() - slope * x.mean()

# %% task="line_predicts"
class Line:
    def fit(self, x, y):
        self.slope, self.intercept = fit_line(x, y)
        return self

    def predict(self, x):
        return self.intercept + self.slope * x

# %% task="fit_line_tests"
fit_line_tests = {
    "fit_line(np.array([0, 1]), np.array([1, 3]))": (2, 1),
}
