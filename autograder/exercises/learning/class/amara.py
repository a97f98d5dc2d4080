# %%
def fit_dense(X, Y):
    if X.ndim != 2 or Y.ndim != 2 or len(X) != len(Y) or len(X) == 0:
        raise ValueError("these are no examples")
    W = []
    for i in range(Y.shape[1]):
        W.append(list(np.linalg.lstsq(X, Y[:, i])[0]))
    return W


# %%
def outputs_of_windows(X, Y, k):
    if X.ndim != 2 or Y.ndim != 2 or len(X) != len(Y) or len(X) == 0:
        raise ValueError("these are no examples")
    n = X.shape[1] - k + 1
    if k < 1 or n < 1 or Y.shape[1] != n:
        raise ValueError("the windows do not give these outputs")
    return n


# %%
def fit_sparse(X, Y, k):
    n = outputs_of_windows(X, Y, k)
    W = []
    for i in range(n):
        weights = list(np.linalg.lstsq(X[:, i : i + k], Y[:, i])[0])
        W.append([0] * i + weights + [0] * (n - 1 - i))
    return W


# %%
def fit_shared(X, Y, k):
    n = outputs_of_windows(X, Y, k)
    windows, outputs = [], []
    for a in range(len(X)):
        for i in range(n):
            windows.append(list(X[a, i : i + k]))
            outputs.append(Y[a, i])
    return list(np.linalg.lstsq(np.array(windows), np.array(outputs))[0])


# %%
def prediction_error(W, X, Y):
    if W.ndim != 2 or X.ndim != 2 or Y.ndim != 2:
        raise ValueError("each array has two axes")
    if len(X) != len(Y) or len(X) == 0 or W.shape != (Y.shape[1], X.shape[1]):
        raise ValueError("the shapes do not fit")
    errors = deviations = 0
    for i in range(Y.shape[1]):
        mean = sum(Y[:, i]) / len(Y)
        for a in range(len(Y)):
            errors += (Y[a, i] - sum(W[i] * X[a])) ** 2
            deviations += (Y[a, i] - mean) ** 2
    if deviations == 0:
        raise ValueError("all outputs are constant")
    return (errors / deviations) ** 0.5
