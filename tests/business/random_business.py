"""Random small businesses as tables, for tests of the whole: every kind of source, loop, signal and event."""

import random
from datetime import datetime, timedelta

import tugline as tl

START = datetime.fromisoformat("2026-03-23")  # the clocks of Berlin go forward on the 29th
WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
OF_PULLS = (
    "accepted", "placed", "confirmed", "received", "received", "received", "started", "finished", "closed", "held",
    "freed", "rejected", "approved", "scrapped",
)  # fmt: skip
CARD_MODES = ("one_card", "withdrawal", "production", "signal", "supplier")


def columns(rows):
    """Return rows as columns of texts; what a row does not say is empty."""
    names = list(dict.fromkeys(name for row in rows for name in row))
    return {name: [str(row.get(name, "")) for row in rows] for name in names}


class RandomBusiness:
    """Tables of one random business that lives a few weeks; `dirty` adds rows that cannot be used."""

    def __init__(self, luck: random.Random, *, world="plain", days=15, dirty=True):
        self.luck, self.days, self.dirty, self.start = luck, days, dirty, START
        self.tick = luck.choice(["minute", "hour", "day"])
        self.settings = {
            "name": "random", "currency": "EUR", "start": START.date().isoformat(), "tick": self.tick, "world": world,
            "timezone": luck.choice(["UTC", "Europe/Berlin", "America/New_York"]),
        }  # fmt: skip
        self.items = [f"i{n}" for n in range(luck.randint(2, 6))]
        self.decimals = {item: luck.choice([0, 0, 0, 1, 3]) for item in self.items}
        self.locations = ["main", "shop", "store"][: luck.randint(1, 3)]
        self.rows = {}
        self._network()
        self._loops()
        self._openings()
        self._signals()
        self._lanes()

    def tables(self):
        """Return the business as a mapping that can be opened."""
        return {"business": self.settings, **{name: columns(rows) for name, rows in self.rows.items() if rows}}

    def maybe(self, share=0.5):
        return self.luck.random() < share

    def amount(self, item, most=12):
        """Return a quantity as text, above 0."""
        decimals = self.decimals.get(item, 0)
        return f"{max(10**-decimals, self.luck.randint(1, most * 10**decimals) / 10**decimals):.{decimals}f}"

    def moment(self, first=0, last=None):
        """Return a time between two days from the start."""
        minutes = self.luck.randint(first * 1440, (self.days if last is None else last) * 1440 - 1)
        if self.maybe(0.3):
            minutes -= minutes % 1440
        return (START + timedelta(minutes=minutes)).isoformat()

    def duration(self):
        return self.luck.choice(["1d", "2d", "5d", "1w", "36h", "90min"] if self.tick != "day" else ["1d", "3d", "1w"])

    def _network(self):
        luck = self.luck
        self.rows["items"] = [
            {
                "item": item, "decimals": self.decimals[item], "family": luck.choice(["", "fam"]),
                "cost": luck.choice(["", "1.5", "10"]), "price": luck.choice(["", "20", "7.25"]),
            }
            for item in self.items
        ]  # fmt: skip
        self.rows["locations"] = [
            {"location": name, "kind": luck.choice(["", "store"]), "calendar": luck.choice(["", "week"])}
            for name in self.locations
        ]
        self.rows["calendars"] = [
            {"calendar": "week", "weekday": day, "opens": "08:00", "closes": "16:00"} for day in WEEKDAYS[:5]
        ]
        if self.tick == "day":
            self.rows["calendars"] = [{"calendar": "week", "weekday": day, "opens": "00:00"} for day in WEEKDAYS[:5]]
        self.rows["calendars"] += [
            {"calendar": "rare", "weekday": "wed", "opens": "00:00"}, {"calendar": "rare", "date": "2026-04-01"},
        ]  # fmt: skip
        self.rows["suppliers"] = [
            {"supplier": "acme", "order_days": luck.choice(["", "mon,thu"]), "minimum_value": luck.choice(["", "50"])},
            {"supplier": "coater", "payment_days": luck.choice(["", "0", "10"])},
        ]
        self.rows["customers"] = [
            {"customer": "ann", "priority": luck.choice(["", "1"]), "wait_days": luck.choice(["", "0", "6"])},
            {"customer": "bob", "payment_days": luck.choice(["", "0", "3"])},
        ]
        self.rows["resources"] = [
            {
                "resource": "press", "calendar": luck.choice(["", "week"]), "cost_per_hour": "12",
                "units": luck.choice(["", "2"]),
            },
            {"resource": "crew", "kind": "person", "efficiency": luck.choice(["", "0.8"])},
        ]  # fmt: skip
        self.rows["sources"], self.rows["boms"], self.rows["operations"] = [], [], []
        made = [item for item in self.items[:-1] if self.maybe(0.6)]
        for item in made:
            self._bill(item)
        for item in self.items:
            for place, location in enumerate(self.locations):
                self._sources(item, place, location, made=item in made)

    def _bill(self, item):
        luck = self.luck
        below = self.items[self.items.index(item) + 1 :]
        for component in luck.sample(below, min(len(below), luck.randint(1, 3))):
            quantity = luck.choice(["1", "2", "0.5", "1/3", "3"])
            scrap = luck.choice(["", "0.05"])
            self.rows["boms"].append({"item": item, "component": component, "quantity": quantity, "scrap_rate": scrap})
        for step in range(luck.choice([0, 1, 1, 2])):
            resources = luck.choice([["press"], ["crew"], ["press", "crew"]])
            for alternative, resource in enumerate(resources):
                self.rows["operations"].append({
                    "item": item, "step": 10 * (step + 1), "resource": resource,
                    "alternative": alternative if self.maybe() else "", "run_time": luck.choice(["1h", "6h", "1d"])
                    if self.tick != "minute" else luck.choice(["3min", "0.5h", "2h"]),
                    "setup_time": luck.choice(["", "1h"]) if self.tick != "day" else "", "labour_cost": "1.1",
                    "yield": luck.choice(["", "0.9"]),
                })  # fmt: skip

    def _sources(self, item, place, location, *, made):
        luck = self.luck
        kinds = ["buy"] + ["make"] * 2 * made + ["move"] * 2 * (place > 0)
        several = luck.choice([0, 1, 1, 1, 2])
        shared = self.maybe()
        used = set()
        for number in range(several):
            kind = luck.choice(kinds)
            origin = {"buy": luck.choice(["acme", "", "coater"]), "move": self.locations[place - 1]}.get(kind, "")
            if kind == "make" and self.maybe(0.2):
                origin = "coater"
            if (kind, origin) in used:
                continue
            used.add((kind, origin))
            lot = luck.randint(1, 8)
            self.rows["sources"].append({
                "item": item, "location": location, "kind": kind, "from": origin,
                "lead_time": "" if self.maybe(0.2) else self.duration(), "priority": "1" if shared else number + 1,
                "share": luck.choice(["0.3", "0.7"]) if shared else "",
                "minimum": lot if self.maybe(0.3) else "", "multiple": lot if self.maybe(0.2) else "",
                "maximum": 3 * lot if self.maybe(0.2) else "", "unit_cost": luck.choice(["", "2.5"]),
                "unit": luck.choice(["", "box"]), "unit_factor": luck.choice(["", "", "4"]),
                "calendar": luck.choice(["", "", "week", "rare"]), "freight_cost": luck.choice(["", "0.2"]),
                "valid_to": luck.choice(["", "", "", "2026-04-01"]),
            })  # fmt: skip

    def _lanes(self):
        """Some have lanes, by a luck of their own, so that all else is as it was without them."""
        luck = random.Random(str(self.rows))
        if luck.random() < 0.6:
            return
        for customer in self.rows["customers"]:
            customer["place"] = luck.choice(["", "north"])
        goals = ["*", "ann", *({customer["place"] for customer in self.rows["customers"]} - {""})]
        found = {}
        for _ in range(luck.randint(1, 4)):
            key = luck.choice(self.locations), luck.choice(goals), luck.choice(["", "post", "lorry"])
            found[key] = {
                **dict(zip(("from", "to", "carrier"), key, strict=True)),
                "calendar": luck.choice(["", "week", "rare"]), "priority": luck.choice(["", "2"]),
                "cut_off": luck.choice(["", "00:00"] if self.tick == "day" else ["", "02:00", "14:00"]),
                "lead_time": luck.choice(["", "1d", "2d", "1w", "90min" if self.tick != "day" else "3d"]),
            }  # fmt: skip
        self.rows["lanes"] = list(found.values())

    def _loops(self):
        luck = self.luck
        rows = {}
        for _ in range(luck.randint(0, 5)):
            item = luck.choice([*self.items, "*", *(["fam"] if any(r["family"] for r in self.rows["items"]) else [])])
            kinds = ["store"] if any(r["kind"] for r in self.rows["locations"]) else []
            location = luck.choice([*self.locations, "*", *kinds])
            rows[item, location] = {"item": item, "location": location, **self._loop()}
        self.rows["loops"] = list(rows.values())

    def _loop(self):
        luck = self.luck
        review = luck.choice(["", "daily", "1d", "mon,thu", "wed 18:00", "7d"])
        if self.tick == "day":
            review = luck.choice(["", "daily", "1d", "mon,thu", "7d"])
        some = {"approval": luck.choice(["", "", "yes"])}
        match luck.choice(["to_order", "base_stock", "reorder", "min_max", "kanban"]):
            case "to_order":
                return {"loop": "to_order", "room": luck.choice(["", "1", "3"]), **some}
            case "base_stock":
                level, display = luck.choice(["", "0", "9"]), luck.choice(["", "4"])
                pack = luck.choice(["", "3"])
                return {
                    "loop": "base_stock",
                    "level": level,
                    "display": display,
                    "pack": pack,
                    "review": review,
                    **some,
                }
            case "reorder":
                return {"loop": "reorder", "point": luck.choice(["", "5"]), "quantity": luck.choice(["", "6"]), **some}
            case "min_max":
                low = luck.choice(["", "2"])
                return {"loop": "min_max", "min": low, "max": "7" if low else "", "review": review, **some}
            case _:
                mode = luck.choice(CARD_MODES)
                return {
                    "loop": "kanban", "mode": mode, "cards": luck.choice(["", "1", "3"]),
                    "container": luck.choice(["", "2", "5"]), "lot": luck.choice(["", "2"]) if mode == "signal" else "",
                    "review": review if mode == "supplier" else "", "return_when": luck.choice(["", "first", "empty"]),
                    **some,
                }  # fmt: skip

    def _openings(self):
        luck = self.luck
        points = [(item, location) for item in self.items for location in self.locations]
        self.rows["stock"] = [
            {
                "item": item,
                "location": location,
                "on_hand": luck.choice(["0", self.amount(item), self.amount(item, 40)]),
            }
            for item, location in points
            if self.maybe(0.6)
        ]
        self.rows["supply"] = [
            {
                "reference": f"S{n}", "item": item, "location": location, "kind": luck.choice(["buy", "make", "move"]),
                "quantity": self.amount(item), "due": self.moment(-5, 8), "from": "",
            }
            for n, (item, location) in enumerate(points)
            if self.maybe(0.25)
        ]  # fmt: skip
        self.rows["balances"] = [
            {"account": "cash", "amount": "1000.55"},
            {"account": "receivables", "amount": "70.10", "party": "ann", "due": self.moment(-3, 9)},
            {"account": "payables", "amount": "33.33", "party": "acme", "due": self.moment(-3, 9)},
        ] if self.maybe() else []  # fmt: skip

    def _signals(self):
        luck = self.luck
        self.rows["orders"] = [row for n in range(luck.randint(0, 12)) for row in self._order(n)]
        self.rows["sales"] = [
            {
                "sold_at": self.moment(-20), "item": (item := self._asked()),
                "location": luck.choice(["", *self.locations]), "quantity": self.amount(item, 4),
                "price": luck.choice(["", "9.99"]), "receipt": luck.choice(["", f"r{n // 2}"]),
            }
            for n in range(luck.randint(0, 10))
        ]  # fmt: skip
        self.rows["events"] = [self._event() for _ in range(luck.randint(0, 6))]
        self.rows["subscriptions"] = [
            {
                "customer": "bob", "item": self.items[0], "quantity": self.amount(self.items[0], 3),
                "every": self.duration(), "starts_at": self.moment(-5, 5), "ends_at": luck.choice(["", self.moment(6)]),
            }
        ] if self.maybe(0.2) else []  # fmt: skip
        self.rows["interests"] = (
            [{"at": self.moment(-3), "item": self._asked(), "user": "u", "kind": "view"}] if self.maybe(0.3) else []
        )

    def _asked(self):
        return "unheard-of" if self.dirty and self.maybe(0.05) else self.luck.choice(self.items)

    def _order(self, n):
        luck = self.luck
        partial, customer = luck.choice(["", "yes", "no", "order"]), luck.choice(["", "ann", "bob"])
        at = self.moment(-25)
        lines = luck.choice([1, 1, 2, 3])
        for line in range(1, lines + 1):
            item = self._asked()
            yield {
                "order": f"O{n}", "line": line if lines > 1 else "", "customer": customer, "item": item,
                "quantity": self.amount(item), "location": luck.choice(["", *self.locations]), "ordered_at": at,
                "wanted_at": luck.choice(["", self.moment(0, 25)]),
                "status": luck.choice(["", "", "open", "quote"]), "partial": partial,
                "priority": luck.choice(["", "", "1"]), "minimum_shipment": "1" if self.maybe(0.1) else "",
                "shipped": "1" if self.maybe(0.1) else "",
                "cancelled_at": self.moment(-25) if self.maybe(0.15) else "",
            }  # fmt: skip

    def _event(self):
        luck, item = self.luck, self._asked()
        event = luck.choice(["counted", "counted", "returned", "scrapped", "down", "up", "closed", "held", "rejected"])
        if self.dirty and self.maybe(0.1):
            event = "received"
        row = {"at": self.moment(), "event": event, "item": item, "location": luck.choice(["", *self.locations])}
        if event in {"down", "up"}:
            return {"at": row["at"], "event": event, "reference": "press"}
        if event in {"closed", "held", "rejected", "received"}:
            reference, due = luck.choice(["S0", "S1", "P20", "P44", ""]), self.moment() if self.maybe() else ""
            return {"at": row["at"], "event": event, "reference": reference, "item": item, "due": due}
        return {**row, "quantity": self.amount(item, 20)}


def told(luck, business, random_one, now):
    """Yield what the people of a plant may say, fitting or not."""
    result = business.result(open_only=True)
    for pull in luck.sample(result.pulls, min(len(result.pulls), luck.randint(0, 4))):
        event = luck.choice(OF_PULLS)
        quantity = random_one.amount(pull.item, 15) if event == "scrapped" or luck.random() < 0.5 else None
        dated = event in {"confirmed", "placed", "held", "rejected"} and luck.random() < 0.5
        yield tl.Event(event, pull.id, now, quantity, now + timedelta(days=luck.randint(-2, 9)) if dated else None)
    for line in luck.sample(result.promises, min(len(result.promises), luck.randint(0, 3))):
        event = luck.choice(["shipped", "shipped", "delivered", "cancelled", "changed"])
        quantity = random_one.amount(line.item, 4) if luck.random() < 0.5 else None
        if event == "cancelled":
            yield tl.Cancel(line.order, at=now, line=line.line)
        elif event == "changed":
            yield tl.Order(
                line.order, line.item, random_one.amount(line.item), now, line=line.line, customer=line.customer
            )
        else:
            yield tl.Event(event, f"{line.order} {line.line}".strip(), now, quantity)
    item = luck.choice(random_one.items)
    if luck.random() < 0.5:
        partial = luck.choice(["no", "yes", "order"])
        yield tl.Order(f"N{luck.randint(0, 30)}", item, random_one.amount(item), now, partial=partial)
    if luck.random() < 0.3:
        yield tl.Sale(f"T{luck.randint(0, 9)}", item, random_one.amount(item, 5), now)
    if luck.random() < 0.2:
        yield tl.Count(item, random_one.amount(item, 30), now)
    if luck.random() < 0.1:
        yield tl.Event("paid", luck.choice(["ann", "acme", "nobody"]), now, amount="12.5")
