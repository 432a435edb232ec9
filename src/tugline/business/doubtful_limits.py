"""Orders of the tables that pass an order limit: a first run would put them in quarantine."""

from collections.abc import Iterator
from fractions import Fraction

from tugline.business.allot_asked import channels_of
from tugline.business.order_limits import Beside, passes
from tugline.business.outside import Signals
from tugline.business.signal_reader import key_texts
from tugline.business.standing import Standing
from tugline.facts.kinds import Kind
from tugline.network.network import Network
from tugline.network.tables import Tables


def over_limits(network: Network, tables: Tables, stated: Signals) -> Iterator[tuple[str, int, str, str]]:
    """Yield table, line, order and why of each order that passes a limit, in the order of their times.

    As if nothing had left before it was cancelled: what has counts on, and nobody knows of it before a run.
    """
    standing = Standing(network, tables, channels_of(network, tables))
    if not standing.any_limits:
        return
    texts = dict(zip(tables["orders"].lines.tolist(), key_texts(tables["orders"]), strict=True))
    had: dict[int, dict[int, Beside]] = {}
    """By customer and line of the table."""
    for row, line in zip(stated.rows, stated.lines.tolist(), strict=True):
        point, party = int(row["point"]) - 1, int(row["party"]) - 1
        if row["kind"] == Kind.ORDER_CANCELLED:
            for lines in had.values():
                lines.pop(line, None)
        elif row["kind"] == Kind.ORDER_PLACED and line in texts:
            own = had.setdefault(party, {}) if party >= 0 else {}
            limits, name = standing.limits_on(point, party), texts[line].replace("\t", " line ")
            asked, at = Fraction(int(row["quantity"]), int(network.point["scale"][point])), int(row["occurred_at"])
            customer = network.party_names[party] if party >= 0 else ""
            why = passes(limits, customer, list(own.values()), asked, at)
            if why:
                yield "orders", line, name, why
            else:
                own[line] = Beside(name, network.point_names[point].partition("\t")[0], at, asked)
