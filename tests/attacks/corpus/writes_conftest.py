"""Tries: leave a conftest.py in the course, which the next pytest run loads.

Must: no file can be made there.
"""

# group: left behind
# deserves: 0

# %%
for folder in (TARGET["course"], TARGET["exercise_folder"]):
    with open(f"{folder}/conftest.py", "w") as file:
        file.write("def pytest_runtest_makereport(item, call): pass\n")
