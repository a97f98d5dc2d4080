#!/usr/bin/env bash
# Gradescope runs this once, as root, when it builds the image. It needs Python 3.11 or newer.
set -euo pipefail
ROOT=${AUTOGRADER_ROOT:-/autograder}
export DEBIAN_FRONTEND=noninteractive

# Prints a Python that can make a virtual environment: the newest one with which the autograder is tested.
find_python() {
    local name
    for name in python3.13 python3.12 python3.11 python3; do
        if "$name" -c 'import sys, ensurepip, venv; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
            echo "$name"
            return 0
        fi
    done
    return 1
}

if ! find_python >/dev/null; then
    apt-get update
    for version in 3.12 3.11; do # Ubuntu 24.04, Ubuntu 22.04
        if apt-get install --yes --no-install-recommends "python$version" "python$version-venv"; then
            break
        fi
    done
fi
PYTHON=$(find_python) || {
    echo "Python 3.11 or newer is needed. On Gradescope, choose the newest Ubuntu as the base image of this autograder."
    exit 1
}
"$PYTHON" -m venv "$ROOT/environment"
"$ROOT/environment/bin/pip" install --quiet --disable-pip-version-check --no-cache-dir -r "$ROOT/source/requirements.txt"
# Compiled once here and not for each submission, as are Matplotlib's lists of fonts.
"$ROOT/environment/bin/python" -m compileall -q "$ROOT/source/engine" "$ROOT/source/course"
"$ROOT/environment/bin/python" -c 'import matplotlib.font_manager'
echo "The environment is ready."
