"""requirements.lock: what `make` installs, and what it leaves out."""

import re

from tests.conftest import REPOSITORY


def test_nothing_costs_each_process_a_second():
    """The parser of IRIs, which jsonschema imports if it can, is not installed: nothing of ours checks IRIs."""
    names = re.findall(r"^([\w.-]+)==", (REPOSITORY / "requirements.lock").read_text(), re.MULTILINE)
    assert "jsonschema" in names
    assert not {"rfc3987-syntax", "lark"} & {*names}
