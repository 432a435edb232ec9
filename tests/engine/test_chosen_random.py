"""Random lives in which customers choose: what always holds, and that no goods of one choice go to another."""

import random
from collections import defaultdict

import pytest

from tugline.facts.kinds import Kind

SEEDS = range(40)
LOOPS = {"to_order": {}, "base_stock": {"level": 4}, "reorder": {"point": 3, "quantity": 5}}


def life(net, on, seed):
    """Live 60 pulses of a shop that is served by a works; return the bench and what was said of each line and pull."""
    luck = random.Random(seed)
    for name in ("shop", "works", "steel", "carbon", "rack"):
        net.point(name)
    net.move("shop", "works", 10)
    source = net.make("works", 20, {"steel": 1}, minimum=luck.choice([0, 3]))
    net.choose(source, ("steel", 1, 1, 2, 0), ("carbon", 1, 1, 2, 1), ("rack", 1, 2, 2, 1))
    for name in ("steel", "carbon", "rack"):
        net.buy(name, 15, minimum=luck.choice([0, 4]), maximum=luck.choice([6, 1 << 62]))
    bench = on(net)
    rows = [bench.opened(name, luck.randint(0, 5)) for name in net.names]
    for name in net.names:
        kind = luck.choice(list(LOOPS))
        rows += bench.loop(name, kind, **LOOPS[kind])
    bench.at(0, *rows)
    choice = {}
    for tick in range(1, 61):
        act(bench, luck, choice, tick)
    return bench


def act(bench, luck, choice, tick):
    lines = [line for line in choice if bench.line(line) is not None]
    pulls = bench.pulls()
    what = luck.choice(["order"] * 2 + ["choose", "cancel", "change", "begin"] + ["come"] * 3 + ["ship"] * 2)
    if what == "order":
        chosen, where, quantity = luck.choice([0, 0, 1, 2, 3]), luck.choice(["shop", "works"]), luck.randint(1, 4)
        rows = [bench.order(where, quantity, due=tick + 50, parcels=luck.choice([0, 1]))]
        rows += [bench.chosen("shop", chosen)] if chosen else []
        bench.at(tick, *rows)
        choice[bench.stated(Kind.ORDER_PLACED)[0].id] = chosen
    elif what == "choose" and (still := [line for line in lines if not bench.line(line)["released"]]):
        line = luck.choice(still)
        choice[line] = luck.choice([0, 1, 2, 3])
        bench.at(tick, bench.chosen("shop", choice[line], line))
    elif what == "cancel" and lines:
        bench.at(tick, {"kind": Kind.ORDER_CANCELLED, "reference": luck.choice(lines)})
    elif what == "change" and lines:
        changed = {"kind": Kind.ORDER_CHANGED, "reference": luck.choice(lines), "quantity": luck.randint(1, 5)}
        bench.at(tick, {**changed, "due": tick + 40})
    elif what == "begin" and any(pull["state"] == 3 for pull in pulls):
        bench.at(tick, bench.started(luck.choice([int(pull["id"]) for pull in pulls if pull["state"] == 3])))
    elif what == "come" and (ready := [p for p in pulls if p["state"] > 2 or p["point"] > 1]):
        pull = luck.choice(ready)
        rest = int(pull["quantity"] - pull["received"])
        bench.at(tick, bench.received(int(pull["id"]), luck.randint(1, rest)))
    elif what == "ship" and lines:
        line = bench.line(luck.choice(lines))
        ready = int(line["released"] - line["shipped"])
        if ready:
            point = int(line["point"]) + 1
            bench.at(tick, {"kind": Kind.SHIPPED, "reference": int(line["id"]), "point": point, "quantity": ready})


@pytest.mark.parametrize("seed", SEEDS)
def test_goods_of_one_choice_go_to_nobody_who_chose_another(net, on, seed):
    """Every shipment is covered by what was there at the start or came by pulls of the same choice; and all that holds.

    The bench checks the invariants after every pulse, and that a replay comes to the same, bit for bit.
    """
    bench = life(net, on, seed)
    facts = bench.facts()
    chosen, of_pull, there = {}, {}, defaultdict(int)
    last, quantity, moves = 0, {}, set()
    for row in facts:
        kind, point = int(row["kind"]), int(row["point"])
        if kind == Kind.STOCK_OPENED:
            there[point, 0] += int(row["quantity"])
        elif kind == Kind.ORDER_PLACED:
            last = int(row["seq"])
            chosen[last] = 0
        elif kind == Kind.ORDER_CHOICE_SET:
            chosen[int(row["reference"]) or last] = int(row["lot"])
        elif kind == Kind.PULL_RELEASED:
            owner = int(row["reference"])
            above = of_pull.get(owner, 0) if point <= 2 else 0
            of_pull[int(row["seq"])] = chosen.get(owner, above) if point <= 2 else 0
            quantity[int(row["seq"])] = int(row["quantity"])
            moves |= {int(row["seq"])} if point == 1 else set()
        elif kind == Kind.RECEIVED:
            there[point, of_pull[int(row["reference"])]] += int(row["quantity"])
        elif kind == Kind.PULL_WITHDRAWN:
            quantity[int(row["reference"])] -= int(row["quantity"])
        elif kind == Kind.STARTED and int(row["reference"]) in moves:
            # What is moved leaves the works.
            moved = int(row["reference"])
            there[2, of_pull[moved]] -= quantity[moved]
            assert there[2, of_pull[moved]] >= 0
        elif kind == Kind.SHIPPED:
            key = point, chosen[int(row["reference"])]
            there[key] -= int(row["quantity"])
            assert there[key] >= 0, f"{row['quantity']} of choice {key[1]} left point {point} that never came there"
