# %%
def fit_line(x, y):
    if len(x) != len(y) or np.ptp(x) == 0:
        raise ValueError("there is no such line")
    slope, intercept = np.polyfit(x, y, 1)
    return slope, intercept

# %% task="line_predicts"
class Line:
    def fit(self, x, y):
        self.line = fit_line(x, y)
        return self

    def predict(self, x):
        return self.line[0] * x + self.line[1]

# %% task="fit_line_tests"
fit_line_tests = {
    "fit_line(np.array([0, 1, 2]), np.array([1, 3, 8]))": (3.5, 0.5),
    "fit_line(np.array([4.0, 6.0, 9.0]), np.array([2.0, -2.0, -8.0]))": (-2, 10),
    "fit_line(np.array([0, 2, 4, 10]), np.array([0, 7, 0, 7]))": (0.5, 1.5),
    "fit_line(np.array([1, 2, 3]), np.array([1, 2]))": ValueError,
    "fit_line(np.array([3, 3]), np.array([1, 2]))": ValueError,
}
