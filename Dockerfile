# Grades on macOS and Windows, in a container. In the course's folder:
#
#     docker build --tag autograder .
#     docker run --rm --volume "$PWD:/course" autograder            # make grade
#     docker run --rm --volume "$PWD:/course" autograder make check
#
# podman works as well. The image has the packages of requirements.lock; the course and the gradebook stay in your folder.
ARG BASE=python:3.12-slim-bookworm
FROM ${BASE}

# make and git run the commands.
RUN apt-get update \
    && apt-get install --yes --no-install-recommends make git \
    && rm -rf /var/lib/apt/lists/*

# A folder of this machine's own: .venv in your folder, if there is one, is for another system.
ENV VENV=/opt/autograder
WORKDIR /course

# Only what the environment is built from, so that a change of the course does not build it again.
COPY Makefile pyproject.toml requirements.lock README.md LICENSE ./
COPY autograder/__init__.py autograder/
RUN make --silent "$VENV/.ready"

CMD ["make", "grade"]
