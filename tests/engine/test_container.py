"""The container image is built from files that exist, and nothing else of the course's folder enters it."""

import json
import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
DOCKERFILE = (ROOT / "Dockerfile").read_text(encoding="utf-8")


def copied():
    """The files that the Dockerfile copies, as paths in the course's folder."""
    found = []
    for line in re.findall(r"^COPY (.+)$", DOCKERFILE, re.MULTILINE):
        *sources, _ = line.split()
        found += sources
    return found


def test_the_image_has_exactly_the_files_that_its_environment_needs():
    """.dockerignore excludes everything, then lets through what the Dockerfile copies."""
    everything, *allowed = [
        line for line in (ROOT / ".dockerignore").read_text().splitlines() if line and not line.startswith("#")
    ]
    assert everything == "*"
    assert sorted(allowed) == sorted(f"!{source}" for source in copied())
    assert all((ROOT / source).is_file() for source in copied())


def test_the_dev_container_uses_this_image():
    """The Dockerfile that devcontainer.json names is that of the course's folder."""
    text = (ROOT / ".devcontainer" / "devcontainer.json").read_text(encoding="utf-8")
    settings = json.loads(re.sub(r"(^|\s)//.*", "", text))
    build = settings["build"]
    assert (ROOT / ".devcontainer" / build["dockerfile"]).resolve() == ROOT / "Dockerfile"
    assert "$VENV" in settings["postCreateCommand"] and "ENV VENV=" in DOCKERFILE
