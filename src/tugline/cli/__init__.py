"""Layer `cli`: the `tugline` command."""

from tugline.cli.app import main

__all__ = ["main"]
