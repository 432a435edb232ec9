"""The bill of a make source, as it is drawn for a choice."""

import numpy as np

from tugline.network.network import Network


def bill_of(network: Network, source: int, choice: int) -> list[tuple[int, int, int]]:
    """Return (stock point, numerator, denominator) of what one unit needs, by stock point.

    Parameters
    ----------
    choice
        The number of what is chosen of the options of the item, 0 = the default choice.
    """
    record = network.source[source]
    lines = network.choice[int(record["choice_start"]) : int(record["choice_stop"])]
    if not choice or not len(lines):
        need = network.need[int(record["need_start"]) : int(record["need_stop"])]
        return list(zip(*(need[name].tolist() for name in ("point", "numerator", "denominator")), strict=True))
    radix = np.maximum(lines["radix"], 1)
    drawn = lines[(lines["radix"] == 0) | (choice // np.maximum(lines["stride"], 1) % radix == lines["place"])]
    found: dict[int, tuple[int, int]] = {}
    for point, numerator, denominator in drawn[["point", "numerator", "denominator"]].tolist():
        found[point] = found.get(point, (0, 1))[0] + numerator, denominator
    return [(point, *ratio) for point, ratio in sorted(found.items())]
