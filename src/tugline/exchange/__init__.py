"""Ways in: importers that turn a foreign export into a business folder, and the template of `tugline init`."""

from collections.abc import Callable
from pathlib import Path

from tugline.exchange.folder import Conversion


def _adventureworks(source: Path, target: Path) -> Conversion:
    from tugline.exchange.adventureworks import convert

    return convert(source, target)


def _online_retail(source: Path, target: Path) -> Conversion:
    from tugline.exchange.online_retail import convert

    return convert(source, target)


def _shopify(source: Path, target: Path) -> Conversion:
    from tugline.exchange.shopify import convert

    return convert(source, target)


IMPORTERS: dict[str, Callable[[Path, Path], Conversion]] = {
    "adventureworks": _adventureworks,
    "online-retail": _online_retail,
    "shopify": _shopify,
}
"""Importer by the name that `tugline import --format` takes: `(source, target) -> Conversion`.

The module behind a name is imported when it is called, so that listing the names costs nothing.
"""
