"""How `layer_cost` goes wrong."""

from autograder.grading.mistake_model import EVERYTHING, Model, decision, missing_check, special_case


class LayerCost(Model, task="layer_cost"):
    """The parameters and multiplications of a layer, counted from its connections."""

    def compute(self, kind, m, n, k=None):
        if self.refuses_small(m, n, m if kind == "dense" else k):
            raise ValueError
        if kind == "dense":
            if self.refuses_dense(m, k):
                raise ValueError
            parameters = multiplications = self.dense_connections(m, n, k)
        else:
            if self.refuses_k(m, n, k):
                raise ValueError
            k = self.width(k)
            connections = multiplications = self.connections(m, n, k)
            if kind == "sparse":
                parameters = self.sparse_parameters(connections, k)
            else:
                parameters = self.shared_parameters(connections, n, k)
                multiplications = self.shared_multiplications(connections, m, k)
        parameters = self.with_biases(parameters, kind, n)
        return self.result(parameters, self.operations(self.runtime(kind, multiplications, m, n), n))

    @decision("§1", about="ones")
    def refuses_small(self, m, n, k):
        """Whether legal sizes count as too small."""
        return False

    @refuses_small.slip("Call {task}('sparse', 1, 1, 1). Raise ValueError only for sizes below 1.")
    def refuses_sizes_of_1(self, m, n, k):
        """You raise ValueError for a size of 1. One input, one output and one connection are legal."""
        return min(m, n, k) == 1

    @decision("§1", about="k of dense layers")
    def refuses_dense(self, m, k):
        """Whether the k of a dense layer is an error."""
        return False

    @refuses_dense.slip("Call {task}('dense', 4, 3). Does the result depend on k?")
    def asks_for_k_of_a_dense_layer(self, m, k):
        """You raise ValueError for a dense layer without k. Only sparse and shared layers need k."""
        return k is None or not 1 <= k <= m

    @asks_for_k_of_a_dense_layer.also
    def asks_for_k_of_a_dense_layer(self, m, k):
        return k is None

    @refuses_dense.slip("Call {task}('dense', 4, 3, 9). Check k only for the kinds that need it.")
    def checks_k_of_a_dense_layer(self, m, k):
        """You check k for a dense layer. There k is ignored, and every value is legal."""
        return k is not None and not 1 <= k <= m

    @checks_k_of_a_dense_layer.also
    def checks_k_of_a_dense_layer(self, m, k):
        return k is not None and k > m

    @decision("§1", about="k of dense layers")
    def dense_connections(self, m, n, k):
        """The connections of a dense layer."""
        return m * n

    @dense_connections.slip("Call {task}('dense', 4, 3) and {task}('dense', 4, 3, 2). Are the results equal?")
    def uses_k_in_a_dense_layer(self, m, n, k):
        """You use k for a dense layer if it is given. There k is ignored: each output is connected to all m inputs."""
        return m * n if k is None else k * n

    @decision("§1", about="largest k")
    def refuses_k(self, m, n, k):
        """Whether a legal k counts as too large."""
        return False

    @refuses_k.slip("Can an output be connected to all inputs? What is k then?")
    def refuses_k_equal_to_m(self, m, n, k):
        """You raise ValueError for k = m. This is legal, because an output may be connected to every input."""
        return k == m

    @refuses_k.slip("Call {task}('sparse', 10, 2, 5). Does an output have connections to inputs or to outputs?")
    def refuses_k_above_n(self, m, n, k):
        """You raise ValueError if k is larger than the number of outputs n. This is legal: k must be at most m, the
        number of inputs."""
        return k > n

    @decision("§1", about="connections")
    def width(self, k):
        """The connections of each output."""
        return k

    @width.slip("A 5×5 kernel has k = 25. How many connections does an output have then?")
    def squares_k(self, k):
        """You square k. It already is the number of connections of each output, not the width of a kernel."""
        return k**2

    @decision("§1", about="connections")
    def connections(self, m, n, k):
        """The connections of a sparse or shared layer."""
        return k * n

    @connections.slip("Draw 5 inputs and 2 outputs with k = 3. How many lines are there?")
    def k_connections_of_each_input(self, m, n, k):
        """You give k connections to each input. Each of the n outputs has k connections."""
        return k * m

    @connections.slip("Draw 5 inputs and 2 outputs with k = 3. How many lines are there?")
    def multiplies_all_three_sizes(self, m, n, k):
        """You multiply m, n and k. Each of the n outputs has k connections, however many inputs there are."""
        return k * m * n

    @decision("§1", about="sparse")
    def sparse_parameters(self, connections, k):
        """The parameters of a sparse layer."""
        return connections

    @sparse_parameters.slip("No two connections of a sparse layer have the same parameter. How many are there?")
    def shares_in_a_sparse_layer(self, connections, k):
        """You share the parameters in a sparse layer, too. There, each of the k·n connections has its own parameter."""
        return k

    @decision("§2", about="shared")
    def shared_parameters(self, connections, n, k):
        """The parameters of a shared layer."""
        return k

    @shared_parameters.slip("A shared layer has 10 outputs and k = 3. How many different numbers do you have to store?")
    def sharing_saves_nothing(self, connections, n, k):
        """You count separate parameters for each output of a shared layer. All outputs use the same k parameters."""
        return connections

    @shared_parameters.slip("A kernel of width 3 has three weights. How many parameters is that?")
    def one_shared_parameter(self, connections, n, k):
        """You count one parameter for a shared layer. All outputs share k parameters."""
        return 1

    @shared_parameters.slip("A shared layer has 10 outputs and k = 3. How many different numbers do you have to store?")
    def one_parameter_for_each_output(self, connections, n, k):
        """You count n parameters for a shared layer, one for each output. All outputs use the same k parameters."""
        return n

    @decision("§2", about="shared")
    def shared_multiplications(self, connections, m, k):
        """The multiplications in a shared layer."""
        return connections

    @shared_multiplications.slip("What does an output do less if another output has the same parameters?")
    def sharing_saves_runtime_too(self, connections, m, k):
        """You let sharing save runtime. Each of the n outputs still needs k multiplications."""
        return k

    @shared_multiplications.slip("Try m = 5, n = 5 and k = 3, as in Figure 1. How many outputs does your formula use?")
    def positions_from_m_and_k(self, connections, m, k):
        """You compute the number of outputs of a shared layer from m and k. It is given as n."""
        return k * (m - k + 1)

    @decision("§1", about=EVERYTHING)
    def with_biases(self, parameters, kind, n):
        """All parameters."""
        return parameters

    @with_biases.slip("These layers have no bias. Which of your parameters is not multiplied by an input?")
    def counts_biases(self, parameters, kind, n):
        """You count a bias for each output. These layers have no bias."""
        return parameters + n

    @counts_biases.also
    def counts_biases(self, parameters, kind, n):
        return parameters + n if kind == "dense" else parameters

    @decision("§1", about="connections")
    def runtime(self, kind, multiplications, m, n):
        """The multiplications in a layer of any kind."""
        return multiplications

    @runtime.slip("A missing connection needs no multiplication. How many connections does each output have?")
    def runtime_of_a_dense_layer(self, kind, multiplications, m, n):
        """You count m·n multiplications for every kind, as for a dense layer. With k connections, each output needs
        only k."""
        return m * n

    @runtime_of_a_dense_layer.also
    def runtime_of_a_dense_layer(self, kind, multiplications, m, n):
        return m * n if kind == "shared" else multiplications

    @decision("§1", about=EVERYTHING)
    def operations(self, multiplications, n):
        """The operations that count."""
        return multiplications

    @operations.slip("Count only the multiplications: one for each connection.")
    def counts_additions_too(self, multiplications, n):
        """You count a multiplication and an addition for each connection. Count only the multiplications."""
        return 2 * multiplications

    @counts_additions_too.also
    def counts_additions_too(self, multiplications, n):
        return 2 * multiplications - n

    @decision("§2", about="order")
    def result(self, parameters, multiplications):
        """What is returned."""
        return parameters, multiplications

    @result.slip("Which of the two numbers does sharing reduce? It is the first number of the tuple.")
    def multiplications_come_first(self, parameters, multiplications):
        """You return the two numbers in the wrong order. The parameters come first, then the multiplications."""
        return multiplications, parameters

    @result.slip("Which two numbers does the docstring name after “Returns”?", about=EVERYTHING)
    def returns_one_number(self, parameters, multiplications):
        """You return only the number of parameters. Return a tuple: the parameters and the multiplications."""
        return parameters

    @missing_check("§1", "an unknown kind", "Call {task}('conv', 4, 3, 2). Which of your branches runs?")
    def accepts_other_kinds(self, kind):
        """You do not raise ValueError for a kind other than dense, sparse and shared."""
        return kind not in ("dense", "sparse", "shared")

    @missing_check("§1", "a missing k", "Call {task}('sparse', 4, 3). Check for None before you compare or multiply k.")
    def accepts_a_missing_k(self, kind, k):
        """You do not raise ValueError if k is missing for a sparse or shared layer."""
        return kind in ("sparse", "shared") and k is None

    @missing_check("§1", "k above m", "Call {task}('sparse', 4, 3, 5). Which input would the fifth connection go to?")
    def accepts_k_above_m(self, kind, m, k):
        """You do not raise ValueError if k is larger than m. An output cannot have more connections than there are
        inputs."""
        return kind in ("sparse", "shared") and k > m

    @missing_check("§1", "k between m and n", "Call {task}('sparse', 3, 9, 5). Which inputs do the connections go to?")
    def compares_k_with_n(self, kind, m, n, k):
        """You accept a k above m if it is at most n. Compare k with m, the number of inputs."""
        return kind in ("sparse", "shared") and m < k <= n

    @missing_check("§1", "a size of 0")
    def accepts_zero(self, kind, m, n, k):
        """You raise ValueError for negative sizes, but not for 0. The smallest legal size is 1."""
        return min(m, n, 1 if kind == "dense" else k) == 0

    @missing_check("§1", "k below 1", "Try k = 0. What would an output without connections compute?")
    def accepts_k_below_1(self, kind, k):
        return kind in ("sparse", "shared") and k < 1

    @missing_check("§1", "m below 1", "Call {task}('dense', 0, 3). Check each of the sizes.")
    def accepts_m_below_1(self, kind, m, n):
        return kind == "dense" and m < 1 <= n  # in other layers, k is too large then

    @missing_check("§1", "n below 1", "Try n = 0 with legal values of m and k. Check each of the sizes.")
    def accepts_n_below_1(self, n):
        return n < 1

    @missing_check("§1", "m or n below 1 in a dense layer", "Call {task}('dense', 0, 3). Check m and n first of all.")
    def accepts_empty_dense_layers(self, kind, m, n):
        """You check the sizes only for sparse and shared layers. In a dense layer, m and n must also be at least 1."""
        return kind == "dense" and min(m, n) < 1

    @special_case
    def is_shared(self, kind):
        return kind == "shared"

    @special_case
    def is_dense(self, kind):
        return kind == "dense"

    @special_case
    def has_more_inputs(self, m, n):
        return m > n

    @special_case
    def has_as_many_inputs(self, m, n):
        return m == n

    @special_case
    def has_all_connections(self, m, k):
        return k == m

    @special_case
    def has_k_above_n(self, n, k):
        return k > n

    @staticmethod
    def legal_call(rng):
        m, n = (int(size) for size in rng.integers(1, 20, 2))
        kind = str(rng.choice(["dense", "sparse", "shared"]))
        if kind == "dense":
            k = [None, 3, m, m + 1, 0, -2][rng.integers(6)]
        else:
            k = int(rng.choice([1, m, rng.integers(1, m + 1)]))
        return (kind, m, n if rng.random() < 0.8 else m, k), {}
