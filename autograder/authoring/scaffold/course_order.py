"""Add an exercise to `order` in course.toml. Comments and layout stay as they are."""

import tomlkit


def with_exercise(text: str, name: str) -> str:
    """The text of course.toml with one more name at the end of `order`."""
    document = tomlkit.parse(text)
    document["course"]["order"].append(name)
    return tomlkit.dumps(document)
