"""A small network by names, the engine on it, and short words for the facts of a test."""

import numpy as np

from tugline.engine.invariants import SENTENCES, broken
from tugline.engine.pulse import pulse, replay
from tugline.facts.kinds import FACT, Kind, phase
from tugline.facts.parameters import Parameter
from tugline.loops.catalogue import CODES
from tugline.network import layout as net
from tugline.network.lanes import NO_LANES
from tugline.network.layout import NEVER
from tugline.state import arena, tape
from tugline.state.layout import CARD_MODES, LOOP_KINDS

DAY = 1440
PERSON = 99
"""Actor of the rows that a test states, so that they can be told from the engine's own."""


def records(dtype, rows, **defaults):
    array = np.zeros(len(rows), dtype)
    for name, value in defaults.items():
        array[name] = value
    for i, row in enumerate(rows):
        for name, value in row.items():
            array[i][name] = value
    return array


def used(state):
    """Return the kept arrays of a state, each up to the length that is in use; what is compared bit for bit."""
    every = arena.arrays(state)
    head = every["head"][0]
    lengths = {
        "line": "lines", "pull": "pulls", "need": "needs", "peg": "pegs", "card": "cards", "review": "reviews",
    }  # fmt: skip
    return {name: every[name][: head[lengths[name]]] if name in lengths else every[name] for name in arena.KEPT_FIELDS}


def differences(left, right):
    """Return where two states differ: field, index, column, both values."""
    found = []
    for (name, a), b in zip(used(left).items(), used(right).values(), strict=True):
        if a.shape != b.shape:
            found.append((name, a.shape, b.shape))
        elif a.dtype.names:
            found += [
                (name, int(i), column, int(a[column][i]), int(b[column][i]))
                for column in a.dtype.names
                for i in np.flatnonzero(a[column] != b[column])
            ]
        else:
            found += [(name, int(i), int(a[i]), int(b[i])) for i in np.flatnonzero(a != b)]
    return found


class Net:
    """Points are added customers first; every method but `grid` returns the row that it added."""

    def __init__(self, tick_seconds=60, weekday=0, days=400, shift=0):
        self.tick_seconds = tick_seconds
        self.day_start = np.arange(days, dtype=np.int64) * (86_400 // tick_seconds) - shift
        self.terms = np.array([0, 0, weekday], np.int64)
        self.names, self.points, self.sources, self.needs, self.operations = [], [], [], [], []
        self.resources = []
        self.choices = {}
        self.parties = np.zeros(4, net.PARTY)
        self.parties["order_calendar"] = -1
        self.open = np.zeros(0, net.OPEN)

    def point(self, name, **fields):
        self.names.append(name)
        self.points.append({"level": len(self.points), "scale": 1, "standard_cost": 10_000, **fields})
        return len(self.points) - 1

    def order_days(self, supplier, *stretches):
        """Let a supplier take orders within stretches of ticks only."""
        self.parties["order_calendar"][supplier] = 0
        self.open = records(net.OPEN, [{"start": start, "stop": stop} for start, stop in stretches])

    def resource(self, **fields):
        self.resources.append({"units": 1, "calendar": -1, **fields})
        return len(self.resources) - 1

    def row(self, name):
        return self.names.index(name)

    def make(self, name, lead=10, bill=None, operations=(), **fields):
        """bill: {component: units or (numerator, denominator)}."""
        rows = []
        for component, units in (bill or {}).items():
            numerator, denominator = units if isinstance(units, tuple) else (units, 1)
            rows.append({"point": self.row(component), "numerator": numerator, "denominator": denominator})
        return self._source(name, net.MAKE, rows, operations, lead_ticks=lead, **fields)

    def choose(self, source, *lines):
        """Let the bill of a make source follow a choice: (component, units, stride, radix, place), by component."""
        names = ("numerator", "stride", "radix", "place")
        rows = [{"point": self.row(name), **dict(zip(names, rest, strict=True))} for name, *rest in lines]
        self.choices[source] = sorted(rows, key=lambda row: row["point"])

    def move(self, name, origin, lead=10, **fields):
        return self._source(name, net.MOVE, (), (), lead_ticks=lead, from_point=self.row(origin), **fields)

    def buy(self, name, lead=10, **fields):
        return self._source(name, net.BUY, (), (), lead_ticks=lead, **{"supplier": 0, **fields})

    def drop(self, name, lead=10, **fields):
        return self._source(name, net.DROP, (), (), lead_ticks=lead, **{"supplier": 0, **fields})

    def _source(self, name, kind, needs, operations, **fields):
        self.sources.append((self.row(name), {"kind": kind, **fields}, list(needs), list(operations)))
        return len(self.sources) - 1

    def arrays(self):
        order = sorted(
            range(len(self.sources)), key=lambda i: (self.sources[i][0], self.sources[i][1].get("priority", 1))
        )
        assert order == list(range(len(self.sources))), "add sources in the order of their points and priorities"
        rows, needs, operations, choices = [], [], [], []
        for i, (point, fields, bill, steps) in enumerate(self.sources):
            choices += self.choices.get(i, [])
            rows.append(
                {
                    "choice_start": len(choices) - len(self.choices.get(i, [])),
                    "choice_stop": len(choices),
                    "point": point,
                    "need_start": len(needs),
                    "need_stop": len(needs) + len(bill),
                    "operation_start": len(operations),
                    "operation_stop": len(operations) + len(steps),
                    **fields,
                }
            )
            needs += sorted(bill, key=lambda need: need["point"])
            operations += steps
        points = [dict(point) for point in self.points]
        for p, point in enumerate(points):
            mine = [i for i, source in enumerate(self.sources) if source[0] == p]
            point["source_start"], point["source_stop"] = (mine[0], mine[-1] + 1) if mine else (0, 0)
        return {
            "point": records(net.POINT, points),
            "source": records(
                net.SOURCE, rows, supplier=-1, from_point=-1, calendar=-1, multiple=1, maximum=NEVER, priority=1,
                yield_numerator=1, yield_denominator=1, valid_from=-NEVER, valid_to=NEVER,
            ),
            "need": records(net.NEED, needs),
            "operation": records(net.OPERATION, operations, run_denominator=1),
            "choice": records(net.CHOICE, choices, denominator=1),
        }  # fmt: skip

    def grid(self):
        a = self.arrays()
        return arena.make_grid(
            a["point"], a["source"], a["need"], a["operation"], records(net.RESOURCE, self.resources or [{}]),
            self.parties,
            self.open, np.array([0, len(self.open)]), self.day_start, self.tick_seconds, self.terms, *NO_LANES,
            a["choice"],
        )  # fmt: skip


class Said:
    """One fact, with the point's name; `==` compares what `brief` shows."""

    def __init__(self, row, names):
        self.row = row
        self.kind = Kind(int(row["kind"]))
        self.point = names[int(row["point"]) - 1] if row["point"] > 0 else ""
        self.id = int(row["seq"])

    def __getattr__(self, name):
        if name not in FACT.names:
            raise AttributeError(name)
        return int(self.row[name])

    def __repr__(self):
        shown = {name: int(self.row[name]) for name in FACT.names if self.row[name] and name not in ("kind", "point")}
        return f"{self.kind.name} {self.point} {shown}"


class Bench:
    """The engine on a network; after every pulse all invariants are checked, and at the end a replay is compared."""

    def __init__(self, network):
        self.net = network
        self.grid = network.grid()
        self.state = self.new_state()
        self.tape = tape.new_tape(8)
        self.journal = []
        self.movements = []
        self.now = 0

    def new_state(self):
        return arena.new_state(len(self.net.points), len(self.net.sources))

    def at(self, tick, *rows):
        """Run one pulse and return the engine's own facts of it, without `PulseClosed`."""
        stated = [{"priority": 5, "occurred_at": tick, "actor": PERSON, **row} for row in rows]
        stated.sort(key=lambda row: (phase(row["kind"]), row["priority"]))
        return self.pulse(tick, records(FACT, stated))

    def pulse(self, tick, array):
        tape.clear(self.tape)
        pulse(self.state, self.grid, self.tape, array, 0, len(array), tick)
        self.now = tick
        facts = tape.facts_of(self.tape).copy()
        self.journal.append(facts)
        self.movements.append(tape.movements_of(self.tape).copy())
        number = broken(self.state, self.grid)
        assert number == 0, f"{SENTENCES[number]} (at {tick})"
        self.last = [Said(row, self.net.names) for row in facts]
        return [fact for fact in self.last if fact.actor == 0 and fact.kind != Kind.PULSE_CLOSED]

    def stated(self, kind):
        """Return the outside facts of a kind in the last pulse."""
        return [fact for fact in self.last if fact.actor == PERSON and fact.kind == kind]

    def facts(self):
        return np.concatenate(self.journal)

    def replayed(self, facts, state=None):
        state = self.new_state() if state is None else state
        replay(state, self.grid, tape.new_tape(8), facts, 0, len(facts))
        return state

    def check_replay(self):
        """Replay everything and compare all kept arrays bit for bit."""
        if self.journal:
            assert differences(self.state, self.replayed(self.facts())) == []

    # What is there

    def stock(self, name):
        return arena.arrays(self.state)["stock"][self.net.row(name)]

    def on_hand(self, name):
        return int(self.stock(name)["on_hand"])

    def pulls(self, name=None):
        """Return the open pulls, by id."""
        pool = arena.arrays(self.state)["pull"]
        rows = [row for row in pool if row["id"] > 0 and (name is None or row["point"] == self.net.row(name))]
        return sorted(rows, key=lambda row: row["id"])

    def pull(self, id_):
        return next(row for row in self.pulls() if row["id"] == id_)

    def line(self, id_):
        pool = arena.arrays(self.state)["line"]
        return next((row for row in pool if row["id"] == id_), None)

    def position(self, name):
        stock = self.stock(name)
        return int(stock["on_hand"] - stock["allocated"] + stock["on_order"] - stock["pegged"] - stock["waiting"])

    def cards(self, name):
        """Return {number: state} of a loop's cards."""
        pool = arena.arrays(self.state)["card"][: arena.arrays(self.state)["head"]["cards"][0]]
        return {int(c["number"]): int(c["state"]) for c in pool if c["point"] == self.net.row(name)}

    # What a test states

    def _at_point(self, kind, name, quantity, **fields):
        return {"kind": kind, "point": self.net.row(name) + 1, "quantity": quantity, **fields}

    def loop(self, name, kind, **parameters):
        """Return the facts that put a loop in place; `review` is a code, `mode` a name."""
        if "mode" in parameters:
            parameters["mode"] = CARD_MODES.index(parameters["mode"])
        rows = [self._at_point(Kind.PARAMETER_SET, name, v, code=CODES[k]) for k, v in parameters.items()]
        return [*rows, self._at_point(Kind.PARAMETER_SET, name, LOOP_KINDS.index(kind), code=Parameter.KIND)]

    def parameter(self, name, parameter, value):
        return self._at_point(Kind.PARAMETER_SET, name, value, code=CODES[parameter])

    def opened(self, name, quantity):
        return self._at_point(Kind.STOCK_OPENED, name, quantity)

    def supply(self, name, quantity, due, source=None):
        rows = [i for i, row in enumerate(self.net.sources) if row[0] == self.net.row(name)]
        source = rows[0] if source is None and rows else source
        return self._at_point(Kind.SUPPLY_OPENED, name, quantity, due=due, source=0 if source is None else source + 1)

    def order(self, name, quantity, due=1000, priority=5, parcels=0, order=0):
        fields = {"due": due, "priority": priority, "code": parcels, "lot": order, "party": 1, "amount": 10_000}
        return self._at_point(Kind.ORDER_PLACED, name, quantity, **fields)

    def chosen(self, name, choice, line=0, price=10_000):
        """Return the fact that a line (0 = the one placed just before) is wanted with a choice, at a price."""
        return self._at_point(Kind.ORDER_CHOICE_SET, name, 0, lot=choice, reference=line, amount=price)

    def sale(self, name, quantity):
        return self._at_point(Kind.SALE_MADE, name, quantity)

    def counted(self, name, quantity):
        return self._at_point(Kind.COUNTED, name, quantity)

    def scrapped(self, name, quantity):
        return self._at_point(Kind.SCRAPPED, name, quantity)

    def quarantined(self, name, quantity):
        return self._at_point(Kind.LOT_QUARANTINED, name, quantity)

    def freed_from_quarantine(self, name, quantity):
        return self._at_point(Kind.LOT_RELEASED, name, quantity)

    def returned(self, name, quantity):
        return self._at_point(Kind.RETURNED, name, quantity)

    def received(self, pull, quantity=None):
        pull = self.pull(pull)
        rest = int(pull["quantity"] - pull["received"])
        return {
            "kind": Kind.RECEIVED,
            "reference": int(pull["id"]),
            "point": int(pull["point"]) + 1,
            "source": int(pull["source"]) + 1,
            "quantity": rest if quantity is None else quantity,
        }

    def started(self, pull, step=0):
        return {"kind": Kind.STARTED, "reference": pull, "code": step}

    def finished(self, pull, step=1, amount=0, party=0):
        return {"kind": Kind.FINISHED, "reference": pull, "code": step, "amount": amount, "party": party}

    def shipped(self, line, quantity):
        row = self.line(line)
        point = int(row["point"]) + 1 if row is not None else 0
        return {"kind": Kind.SHIPPED, "reference": line, "point": point, "quantity": quantity}

    def lost(self, pull, quantity):
        return {"kind": Kind.SCRAPPED, "reference": pull, "quantity": quantity}

    def added(self, name, quantity, due=1000, source=None, **fields):
        rows = [i for i, row in enumerate(self.net.sources) if row[0] == self.net.row(name)]
        return self._at_point(
            Kind.PULL_ADDED, name, quantity, due=due, source=(rows[0] if source is None else source) + 1, **fields
        )

    def card(self, name, number, state, kind=Kind.CARD_ISSUED, version=0):
        return self._at_point(kind, name, version, lot=number, code=state)

    @staticmethod
    def about(kind, reference, quantity=0, due=0, **fields):
        """Return any fact about a line or pull: cancelled, changed, held, freed, edited, rejected, confirmed, ..."""
        return {"kind": kind, "reference": reference, "quantity": quantity, "due": due, **fields}


def brief(facts, *columns):
    """Return (kind, point, columns ...) of facts."""
    return [(fact.kind.name, fact.point, *(getattr(fact, column) for column in columns)) for fact in facts]
