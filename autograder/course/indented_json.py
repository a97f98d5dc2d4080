"""Write JSON with one line for each value, in a fraction of the time that Python needs for the same text."""

import json
from typing import Any

import msgspec


def indented_json(data: Any, **options: Any) -> str:
    """The text of `json.dumps(data, indent=1, **options)`: its values are written by C, its lines are made of that."""
    try:
        return msgspec.json.format(json.dumps(data, **options), indent=1)
    except (msgspec.DecodeError, UnicodeEncodeError):  # NaN is no JSON, and a half of a character is no text
        return json.dumps(data, indent=1, **options)
