"""An auto-graded exercise course on convolution and pooling."""

import sys

# With this package, jsonschema spends seconds at import on a grammar of addresses that no notebook contains;
# without it, it goes on at once. (nbformat and nbgrader import jsonschema.)
sys.modules.setdefault("rfc3987_syntax", None)
