"""Mistakes in `layer_cost`."""

from autograder.course.reference import load
from autograder.grading.misconceptions import mistake

layer_cost = load("count_parameters").layer_cost


def _unchecked(kind, m, n, k):
    if kind == "dense":
        return m * n, m * n
    return k if kind == "shared" else k * n, k * n


def _if_sizes(are_legal, kind, m, n, k):
    """The cost of a layer that has a known kind, a k where it is needed, and sizes that `are_legal`."""
    k = m if kind == "dense" else k
    if kind not in ("dense", "sparse", "shared") or k is None or not are_legal(m, n, k):
        raise ValueError
    return _unchecked(kind, m, n, k)


@mistake("§2", "A shared layer has 10 outputs and k = 3. How many different numbers do you have to store?")
def sharing_saves_nothing(kind, m, n, k=None):
    """You give each output of a shared layer parameters of its own: all outputs use the same k."""
    return layer_cost("sparse" if kind == "shared" else kind, m, n, k)


@mistake("§2", "Every output multiplies k inputs by k parameters. What changes if two outputs use the same parameters?")
def sharing_saves_runtime_too(kind, m, n, k=None):
    """You let sharing save runtime: each of the n outputs still takes k multiplications."""
    parameters, multiplications = layer_cost(kind, m, n, k)
    return parameters, k if kind == "shared" else multiplications


@mistake("§1", "In a sparse layer no two connections have the same parameter. How many connections are there?")
def shares_in_a_sparse_layer(kind, m, n, k=None):
    """You share the parameters of a sparse layer, too: there each of the k·n connections has its own."""
    return layer_cost("shared" if kind == "sparse" else kind, m, n, k)


@mistake("§2", "Which of the two numbers does sharing make smaller? It is the first of the tuple.")
def multiplications_come_first(kind, m, n, k=None):
    """You return the two numbers in the other order: the parameters come first, then the multiplications."""
    return layer_cost(kind, m, n, k)[::-1]


@mistake("§1", "Draw 5 inputs and 2 outputs with k = 3. How many lines are there?")
def k_connections_of_each_input(kind, m, n, k=None):
    """You give k connections to each input: it is each of the n outputs that has k."""
    layer_cost(kind, m, n, k)
    return _unchecked(kind, m, n if kind == "dense" else m, k)


@mistake("§1", "A connection that is not there takes no multiplication. How many are there for each output?")
def runtime_of_a_dense_layer(kind, m, n, k=None):
    """You count a dense layer's m·n multiplications for every kind: with k connections each output takes only k."""
    return layer_cost(kind, m, n, k)[0], m * n


@mistake("§2", "A kernel of width 3 has three members. How many parameters is that?")
def one_shared_parameter(kind, m, n, k=None):
    """You count one parameter for a shared layer: an output has k of them, which all outputs share."""
    parameters, multiplications = layer_cost(kind, m, n, k)
    return 1 if kind == "shared" else parameters, multiplications


@mistake("§1", "These layers are without bias: which of your parameters is multiplied by no input?")
def counts_biases(kind, m, n, k=None):
    """You count a bias for each output: these layers have none."""
    parameters, multiplications = layer_cost(kind, m, n, k)
    return parameters + n, multiplications


@mistake("§1", "Count only the multiplications: one for each connection.")
def counts_additions_too(kind, m, n, k=None):
    """You count two operations for each connection, multiplying and adding: only multiplications are asked for."""
    parameters, multiplications = layer_cost(kind, m, n, k)
    return parameters, 2 * multiplications


@mistake("§2", "Try m = 5, n = 5, k = 3, as in Figure 1. How many outputs does your formula count?")
def positions_from_m_and_k(kind, m, n, k=None):
    """You work out a shared layer's number of outputs from m and k: it is given, as n."""
    parameters, multiplications = layer_cost(kind, m, n, k)
    return parameters, k * (m - k + 1) if kind == "shared" else multiplications


@mistake("§1", "Can an output be connected to all inputs? What is k then?")
def refuses_k_equal_to_m(kind, m, n, k=None):
    """You refuse k = m: an output may be connected to every input, only more than m are too many."""
    if kind != "dense" and k == m:
        raise ValueError
    return layer_cost(kind, m, n, k)


@mistake("§1", "Each output has k connections. To what: to inputs or to outputs?")
def compares_k_with_n(kind, m, n, k=None):
    """You compare k with the number of outputs: it is the m inputs that k must not exceed."""
    return _if_sizes(lambda m, n, k: min(m, n, k) >= 1 and (kind == "dense" or k <= n), kind, m, n, k)


@mistake("§1", "Try layer_cost('dense', 4, 3). Does its answer depend on k?")
def asks_for_k_of_a_dense_layer(kind, m, n, k=None):
    """You refuse a dense layer without k: k is needed only for sparse and shared layers."""
    layer_cost("sparse" if kind == "dense" else kind, m, n, k)
    return layer_cost(kind, m, n, k)


@mistake("§1", "Try layer_cost('dense', 4, 3, 9). Look at k only where it is needed.")
def checks_k_of_a_dense_layer(kind, m, n, k=None):
    """You check the k of a dense layer: there it is ignored, whatever it is."""
    if k is not None:
        asks_for_k_of_a_dense_layer(kind, m, n, k)
    return layer_cost(kind, m, n, k)


@mistake("§1", "Try layer_cost('conv', 4, 3, 2). What happens when none of your conditions is true?")
def accepts_other_kinds(kind, m, n, k=None):
    """You do not raise ValueError for a kind other than dense, sparse and shared."""
    return layer_cost(kind, m, n, k) if kind in ("dense", "sparse", "shared") else None


@mistake("§2", "Try layer_cost('conv', 4, 3, 2). Which of your branches does it take?")
def takes_other_kinds_for_shared(kind, m, n, k=None):
    """You treat every kind that is neither dense nor sparse as shared: another kind wants ValueError."""
    return layer_cost(kind if kind in ("dense", "sparse") else "shared", m, n, k)


@mistake("§1", "Try layer_cost('sparse', 4, 3). k is None then: ask for that before you compare or multiply.")
def accepts_a_missing_k(kind, m, n, k=None):
    """You do not raise ValueError where k is needed and missing."""
    if kind != "dense" and k is None:
        k = m
    return layer_cost(kind, m, n, k)


@mistake("§1", "Try layer_cost('sparse', 4, 3, 5). To what would the fifth connection go?")
def accepts_k_above_m(kind, m, n, k=None):
    """You do not refuse a k larger than m: an output cannot have more connections than there are inputs."""
    return _if_sizes(lambda m, n, k: min(m, n, k) >= 1, kind, m, n, k)


@mistake("§1", "Try k = 0: what would an output without connections compute?")
def accepts_k_below_1(kind, m, n, k=None):
    """You do not refuse a k below 1, though you check m and n."""
    return _if_sizes(lambda m, n, k: min(m, n) >= 1 and k <= m, kind, m, n, k)


@mistake("§1", "Try n = 0 with an m and a k that are right: each of the three sizes wants a check.")
def accepts_n_below_1(kind, m, n, k=None):
    """You do not refuse a number of outputs n below 1, though you check m and k."""
    return _if_sizes(lambda m, n, k: 1 <= k <= m, kind, m, n, k)


@mistake("§1", "Try m = 0, then n = -4: each of the three sizes wants a check.")
def accepts_sizes_below_1(kind, m, n, k=None):
    """You do not refuse sizes below 1: m, n and, where it is needed, k must be at least 1."""
    return _if_sizes(lambda m, n, k: k <= m, kind, m, n, k)


@mistake("§1", "Try layer_cost('dense', 0, 3). Check m and n before you ask for the kind.")
def accepts_empty_dense_layers(kind, m, n, k=None):
    """You check the sizes of sparse and shared layers only: a dense layer's m and n must be at least 1, too."""
    return _unchecked(kind, m, n, k) if kind == "dense" else layer_cost(kind, m, n, k)


@mistake("§1", "Try 0: is it refused? The smallest legal size is 1.")
def accepts_zero(kind, m, n, k=None):
    """You refuse negative sizes only: 0 is below 1, too."""
    return _if_sizes(lambda m, n, k: n >= 0 and 0 <= k <= m, kind, m, n, k)


@mistake("§1", "Which sizes make sense? List them for m, n and k, and refuse the others.")
def checks_no_sizes(kind, m, n, k=None):
    """You accept sizes of any kind: m, n and, where it is needed, k must be at least 1, and k at most m."""
    return _if_sizes(lambda m, n, k: True, kind, m, n, k)


@mistake("§1", "The kind is checked. Which values of m, n and k make no sense?")
def checks_only_the_kind(kind, m, n, k=None):
    """You check the kind and nothing else: a missing k, sizes below 1 and a k above m want ValueError, too."""
    if kind not in ("dense", "sparse", "shared"):
        raise ValueError
    return _unchecked(kind, m, n, k)


@mistake("§1", "Read the description's last sentence, and try each of its cases.")
def checks_nothing(kind, m, n, k=None):
    """You never raise ValueError: another kind, a missing k, sizes below 1 and a k above m want it."""
    return _unchecked(kind, m, n, k)
