# %%
def check_examples(X, Y, k, n):
    if X.ndim != 2 or Y.ndim != 2 or len(X) != len(Y) or len(X) == 0:
        raise ValueError("examples")
    if k < 1 or Y.shape[1] != n:
        raise ValueError("outputs")


# %%
def fit_dense(X, Y):
    check_examples(X, Y, 1, Y.shape[-1])
    return np.linalg.lstsq(X, Y)[0].T


# %%
def fit_sparse(X, Y, k):
    check_examples(X, Y, k, X.shape[-1] - k + 1)
    W = fit_dense(X, Y)
    for i in range(len(W)):  # the other connections do not exist
        W[i, :i] = 0
        W[i, i + k :] = 0
    return W


# %%
def fit_shared(X, Y, k):
    check_examples(X, Y, k, X.shape[-1] - k + 1)
    kernels = []
    for i in range(Y.shape[1]):
        kernels.append(np.linalg.lstsq(X[:, i : i + k], Y[:, i])[0])
    return np.mean(kernels, axis=0)


# %%
def prediction_error(W, X, Y):
    if W.ndim != 2:
        raise ValueError("W")
    check_examples(X, Y, 1, len(W))
    if W.shape[1] != X.shape[1] or np.all(Y == Y[0]):
        raise ValueError("W or Y")
    return np.linalg.norm(Y - X @ W.T) / np.linalg.norm(Y)  # relative to the outputs
