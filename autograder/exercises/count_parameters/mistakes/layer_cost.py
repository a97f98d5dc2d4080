"""Mistakes in `layer_cost`."""

from autograder.grading.misconceptions import mistake

from ..reference import layer_cost


def _unchecked(kind, m, n, k):
    if kind == "dense":
        return m * n, m * n
    return k if kind == "shared" else k * n, k * n


def _if_sizes(are_legal, kind, m, n, k):
    """The cost of a layer. ValueError if the kind is unknown, a needed k is missing, or not `are_legal(m, n, k)`."""
    k = m if kind == "dense" else k
    if kind not in ("dense", "sparse", "shared") or k is None or not are_legal(m, n, k):
        raise ValueError
    return _unchecked(kind, m, n, k)


@mistake("§2", "A shared layer has 10 outputs and k = 3. How many different numbers do you have to store?")
def sharing_saves_nothing(kind, m, n, k=None):
    """You count separate parameters for each output of a shared layer. All outputs use the same k parameters."""
    return layer_cost("sparse" if kind == "shared" else kind, m, n, k)


@mistake("§2", "Every output multiplies k inputs by k parameters. What changes if two outputs use the same parameters?")
def sharing_saves_runtime_too(kind, m, n, k=None):
    """You let sharing save runtime. Each of the n outputs still needs k multiplications."""
    parameters, multiplications = layer_cost(kind, m, n, k)
    return parameters, k if kind == "shared" else multiplications


@mistake("§1", "In a sparse layer no two connections have the same parameter. How many connections are there?")
def shares_in_a_sparse_layer(kind, m, n, k=None):
    """You share the parameters in a sparse layer, too. There, each of the k·n connections has its own parameter."""
    return layer_cost("shared" if kind == "sparse" else kind, m, n, k)


@mistake("§2", "Which of the two numbers does sharing reduce? It is the first number of the tuple.")
def multiplications_come_first(kind, m, n, k=None):
    """You return the two numbers in the wrong order. The parameters come first, then the multiplications."""
    return layer_cost(kind, m, n, k)[::-1]


@mistake("§1", "Draw 5 inputs and 2 outputs with k = 3. How many lines are there?")
def k_connections_of_each_input(kind, m, n, k=None):
    """You give k connections to each input. Each of the n outputs has k connections."""
    layer_cost(kind, m, n, k)
    return _unchecked(kind, m, n if kind == "dense" else m, k)


@mistake("§1", "A missing connection needs no multiplication. How many connections does each output have?")
def runtime_of_a_dense_layer(kind, m, n, k=None):
    """You count m·n multiplications for every kind, as for a dense layer. With k connections, each output needs only
    k."""
    return layer_cost(kind, m, n, k)[0], m * n


@mistake("§2", "A kernel of width 3 has three weights. How many parameters is that?")
def one_shared_parameter(kind, m, n, k=None):
    """You count one parameter for a shared layer. All outputs share k parameters."""
    parameters, multiplications = layer_cost(kind, m, n, k)
    return 1 if kind == "shared" else parameters, multiplications


@mistake("§1", "These layers have no bias. Which of your parameters is not multiplied by an input?")
def counts_biases(kind, m, n, k=None):
    """You count a bias for each output. These layers have no bias."""
    parameters, multiplications = layer_cost(kind, m, n, k)
    return parameters + n, multiplications


@mistake("§1", "Count only the multiplications: one for each connection.")
def counts_additions_too(kind, m, n, k=None):
    """You count a multiplication and an addition for each connection. Count only the multiplications."""
    parameters, multiplications = layer_cost(kind, m, n, k)
    return parameters, 2 * multiplications


@mistake("§2", "Try m = 5, n = 5 and k = 3, as in Figure 1. How many outputs does your formula use?")
def positions_from_m_and_k(kind, m, n, k=None):
    """You compute the number of outputs of a shared layer from m and k. It is given as n."""
    parameters, multiplications = layer_cost(kind, m, n, k)
    return parameters, k * (m - k + 1) if kind == "shared" else multiplications


@mistake("§1", "Can an output be connected to all inputs? What is k then?")
def refuses_k_equal_to_m(kind, m, n, k=None):
    """You raise ValueError for k = m. This is legal, because an output may be connected to every input."""
    if kind != "dense" and k == m:
        raise ValueError
    return layer_cost(kind, m, n, k)


@mistake("§1", "Each output has k connections. Do they go to inputs or to outputs?")
def compares_k_with_n(kind, m, n, k=None):
    """You compare k with the number of outputs n. It must not be larger than m, the number of inputs."""
    return _if_sizes(lambda m, n, k: min(m, n, k) >= 1 and (kind == "dense" or k <= n), kind, m, n, k)


@mistake("§1", "Call layer_cost('dense', 4, 3). Does the result depend on k?")
def asks_for_k_of_a_dense_layer(kind, m, n, k=None):
    """You raise ValueError for a dense layer without k. Only sparse and shared layers need k."""
    layer_cost("sparse" if kind == "dense" else kind, m, n, k)
    return layer_cost(kind, m, n, k)


@mistake("§1", "Call layer_cost('dense', 4, 3, 9). Check k only for the kinds that need it.")
def checks_k_of_a_dense_layer(kind, m, n, k=None):
    """You check k for a dense layer. There k is ignored, and every value is legal."""
    if k is not None:
        asks_for_k_of_a_dense_layer(kind, m, n, k)
    return layer_cost(kind, m, n, k)


@mistake("§1", "Call layer_cost('conv', 4, 3, 2). What happens if none of your conditions is true?")
def accepts_other_kinds(kind, m, n, k=None):
    """You do not raise ValueError for a kind other than dense, sparse and shared."""
    return layer_cost(kind, m, n, k) if kind in ("dense", "sparse", "shared") else None


@mistake("§2", "Call layer_cost('conv', 4, 3, 2). Which of your branches runs?")
def takes_other_kinds_for_shared(kind, m, n, k=None):
    """You treat every kind except dense and sparse as shared. Raise ValueError for an unknown kind."""
    return layer_cost(kind if kind in ("dense", "sparse") else "shared", m, n, k)


@mistake("§1", "Call layer_cost('sparse', 4, 3). Here k is None: check this before you compare or multiply.")
def accepts_a_missing_k(kind, m, n, k=None):
    """You do not raise ValueError if k is missing for a sparse or shared layer."""
    if kind != "dense" and k is None:
        k = m
    return layer_cost(kind, m, n, k)


@mistake("§1", "Call layer_cost('sparse', 4, 3, 5). Which input would the fifth connection go to?")
def accepts_k_above_m(kind, m, n, k=None):
    """You do not raise ValueError if k is larger than m. An output cannot have more connections than there are
    inputs."""
    return _if_sizes(lambda m, n, k: min(m, n, k) >= 1, kind, m, n, k)


@mistake("§1", "Try k = 0. What would an output without connections compute?")
def accepts_k_below_1(kind, m, n, k=None):
    """You check m and n, but you do not raise ValueError for a k below 1."""
    return _if_sizes(lambda m, n, k: min(m, n) >= 1 and k <= m, kind, m, n, k)


@mistake("§1", "Try n = 0 with legal values of m and k. Check each of the three sizes.")
def accepts_n_below_1(kind, m, n, k=None):
    """You check m and k, but you do not raise ValueError for a number of outputs n below 1."""
    return _if_sizes(lambda m, n, k: 1 <= k <= m, kind, m, n, k)


@mistake("§1", "Try m = 0, then n = -4. Check each of the three sizes.")
def accepts_sizes_below_1(kind, m, n, k=None):
    """You do not raise ValueError for sizes below 1. The sizes m, n and, if it is needed, k must be at least 1."""
    return _if_sizes(lambda m, n, k: k <= m, kind, m, n, k)


@mistake("§1", "Call layer_cost('dense', 0, 3). Check m and n before you look at the kind.")
def accepts_empty_dense_layers(kind, m, n, k=None):
    """You check the sizes only for sparse and shared layers. In a dense layer, m and n must also be at least 1."""
    return _unchecked(kind, m, n, k) if kind == "dense" else layer_cost(kind, m, n, k)


@mistake("§1", "Try a size of 0. Does your function raise ValueError?")
def accepts_zero(kind, m, n, k=None):
    """You raise ValueError for negative sizes, but not for 0. The smallest legal size is 1."""
    return _if_sizes(lambda m, n, k: n >= 0 and 0 <= k <= m, kind, m, n, k)


@mistake("§1", "Which values of m, n and k are legal? Raise ValueError for all others.")
def checks_no_sizes(kind, m, n, k=None):
    """You do not check the sizes. The sizes m, n and, if it is needed, k must be at least 1, and k must be at most
    m."""
    return _if_sizes(lambda m, n, k: True, kind, m, n, k)


@mistake("§1", "Your function checks the kind. Which values of m, n and k are illegal?")
def checks_only_the_kind(kind, m, n, k=None):
    """You check only the kind. A missing k, sizes below 1 and a k above m are errors, too."""
    if kind not in ("dense", "sparse", "shared"):
        raise ValueError
    return _unchecked(kind, m, n, k)


@mistake("§1", "Read what the docstring says about ValueError, and try each case.")
def checks_nothing(kind, m, n, k=None):
    """You never raise ValueError. An unknown kind, a missing k, sizes below 1 and a k above m are errors."""
    return _unchecked(kind, m, n, k)
