# %%
def fit_dense(X, Y):
    return np.linalg.lstsq(X, Y)[0].T


# %%
def fit_sparse(X, Y, k):
    n = X.shape[1] - k + 1
    W = np.zeros((n, X.shape[1]))
    for i in range(n):
        W[i, i : i + k] = np.linalg.lstsq(X[:, i : i + k], Y[:, i])[0]
    return W


# %%
def fit_shared(X, Y, k):
    n = X.shape[1] - k + 1
    windows = np.vstack([X[:, i : i + k] for i in range(n)])
    return np.linalg.lstsq(windows, Y.T.ravel())[0]


# %%
def prediction_error(W, X, Y):
    return np.linalg.norm(Y - X @ W.T) / np.linalg.norm(Y - Y.mean(axis=0))
