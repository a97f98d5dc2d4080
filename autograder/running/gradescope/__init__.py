"""Grade on Gradescope: the archive that an instructor uploads there, and the program that grades in its container.

- `archive.py` writes the archive: the engine's sources, what one exercise is graded with, `setup.sh`, `run_autograder`.
- `requirements.py` says which packages the container needs, in which versions.
- `grade.py` runs in the container, on one submission. It always writes a results.json.

Gradescope builds an image with `setup.sh` once, and starts `run_autograder` in a new container for each submission.
Student code and hidden tests are in the same container there. So student code runs in the sandbox as anywhere else, and
not at all if the container cannot confine it.

Source: "Autograder Specifications", "Technical Details" and "Submission Metadata" in Gradescope's documentation
(gradescope-autograders.readthedocs.io).
"""
