# %%
%matplotlib inline
!pip install --quiet rich
import matplotlib.pyplot as plt

# %%
%%time
for step in range(2000):
    print("step", step, "of 2000", np.random.rand(4))

# %%
fig, ax = plt.subplots()
ax.imshow(grid)
ax.set_title("before")
plt.show()

# %%
def translate(x, offset):
    offsets = np.array(offset, ndmin=1)
    print("translate", x.shape, offsets)
    if len(offsets) != x.ndim:
        raise ValueError("number of offsets")
    out = np.zeros(x.shape, x.dtype)
    to, of = [], []
    for n, d in zip(x.shape, offsets):
        to.append(slice(max(d, 0), max(n + d, 0)))
        of.append(slice(max(-d, 0), max(n - d, 0)))
    out[tuple(to)] = x[tuple(of)]
    print(out)
    return out

# %%
def equivariance_error(f, g, x):
    a, b = f(g(x)), g(f(x))
    print("f(g(x)) =", a, "g(f(x)) =", b)
    return np.abs(a - b).max() if a.shape == b.shape else np.inf

# %%
def is_equivariant(f, g, inputs, tolerance=1e-6):
    errors = [equivariance_error(f, g, x) for x in inputs]
    print("errors:", errors)
    return all(e <= tolerance for e in errors)

# %%
def is_invariant(f, g, inputs, tolerance=1e-6):
    for x in inputs:
        a, b = f(g(x)), f(x)
        print(a, b)
        if a.shape != b.shape or not (abs(a - b) <= tolerance).all():
            return False
    return True

# %%
def equivariances(f, transforms, inputs, tolerance=1e-6):
    table = {}
    for name, g in transforms.items():
        table[name] = is_equivariant(f, g, inputs, tolerance)
        print(name, "->", table[name])
    return table

# %%
def detect(x):
    windows = np.lib.stride_tricks.sliding_window_view(x, 2)
    print(windows)
    return (windows == [3, 2]).all(axis=1)
