"""The SQL of a store, by name."""

import re
from importlib.resources import files


def load(file: str) -> dict[str, str]:
    """Return the statements of a file of this package: each follows a line `-- name: NAME`."""
    text = files("tugline.journal").joinpath(file).read_text(encoding="utf-8")
    _, *parts = re.split(r"^-- name: (\w+)\n", text, flags=re.MULTILINE)
    return {name: body.strip() for name, body in zip(parts[::2], parts[1::2], strict=True)}
