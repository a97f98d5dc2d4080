"""Tries: leave compiled code in the caches of NumPy and of the hidden tests.

Must: no file can be made there.
"""

# group: left behind
# deserves: 0

# %%
for folder in (TARGET["packages"] + "/numpy", TARGET["exercise_folder"]):
    with open(f"{folder}/__pycache__/test_sums.cpython-311.pyc", "wb") as file:
        file.write(b"\x00" * 16)
