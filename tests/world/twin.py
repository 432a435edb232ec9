"""The slow twin of the plain world: dictionaries, one tick at a time, no queue but a sorted list."""

from fractions import Fraction
from math import ceil

from tugline.facts.kinds import NEVER, Kind
from tugline.network.layout import BUY, MAKE, MOVE

HORIZON = 5_000


def money(value):
    return round(Fraction(value))  # Python's round is half-even


class Twin:
    def __init__(self, network):
        a = network.arrays()
        self.sources = [dict(zip(r.dtype.names, r.tolist(), strict=True)) for r in a["source"]]
        self.operations = [dict(zip(r.dtype.names, r.tolist(), strict=True)) for r in a["operation"]]
        self.resources = [dict(zip(r.dtype.names, r.tolist(), strict=True)) for r in a["resource"]]
        self.parties = [dict(zip(r.dtype.names, r.tolist(), strict=True)) for r in a["party"]]
        self.calendars = network.calendars
        self.terms, self.tick_seconds = network.terms, network.tick_seconds
        self.day_ticks = 86_400 // network.tick_seconds
        self.jobs, self.lines, self.debts = {}, {}, {}
        self.down = set()

    # Calendars, tick by tick

    def is_open(self, calendar, tick):
        return calendar < 0 or any(start <= tick < stop for start, stop, _ in self.calendars[calendar])

    def end_of(self, calendars, tick, work):
        while work > 0:
            if tick > HORIZON:
                return NEVER
            work -= all(self.is_open(c, tick) for c in calendars)
            tick += 1
        return tick

    def lead_end(self, source, tick):
        if not source["lead_open"] or not source["lead_ticks"]:
            return tick + max(1, source["lead_ticks"])
        day, into = divmod(tick, self.day_ticks)
        days = source["lead_ticks"]
        while days:
            day += 1
            if day > HORIZON // self.day_ticks:
                return NEVER
            first = day * self.day_ticks
            days -= any(self.is_open(source["calendar"], t) for t in range(first, first + self.day_ticks))
        return day * self.day_ticks + into

    def units(self, resource, tick):
        if resource in self.down:
            return 0
        own = self.resources[resource]
        if own["calendar"] < 0:
            return own["units"]
        for start, stop, units in self.calendars[own["calendar"]]:
            if start <= tick < stop:
                return units or own["units"]
        return 0

    def busy(self, resource):
        return sum(o["resource"] == resource for job in self.jobs.values() for o in job["holds"])

    # Routings

    def steps(self, source):
        """[(step, [(alternative, [operation, ...]), ...]), ...]."""
        steps = {}
        if source["kind"] == MAKE and source["supplier"] < 0:
            for o in self.operations[source["operation_start"] : source["operation_stop"]]:
                steps.setdefault(o["step"], {}).setdefault(o["alternative"], []).append(o)
        return [(step, sorted(groups.items())) for step, groups in sorted(steps.items())]

    def ticks(self, operation, job):
        run = Fraction(operation["run_numerator"] * job["started"], operation["run_denominator"])
        return max(1, operation["setup_ticks"] + ceil(run))

    # Folding

    def observe(self, row, tick):
        kind = Kind(row["kind"])
        job = self.jobs.get(row.get("reference"))
        line = self.lines.get(row.get("reference"))
        if kind in (Kind.PULL_RELEASED, Kind.PULL_ADDED, Kind.PULL_PROPOSED, Kind.SUPPLY_OPENED):
            self.open_job(row, kind, tick)
        elif kind == Kind.PULL_STARTED and job and job["stage"] == "proposed":
            self.ask(job, tick)
        elif kind == Kind.MATERIAL_ALLOCATED and job and job["stage"] == "waiting":
            self.material(job, tick)
        elif kind == Kind.PULL_HELD and job and row.get("due", 0) > tick:
            job["held"] = row["due"]
            if job["stage"] == "called":
                job.update(stage="queued", holds=[])
        elif kind == Kind.PULL_FREED and job:
            job["held"] = 0
        elif kind in (Kind.PULL_CLOSED, Kind.PULL_REJECTED):
            self.jobs.pop(row["reference"], None)
        elif kind == Kind.PULL_PLACED and job:
            job.update(stage="way", tells="receive", at=row["due"])
        elif kind == Kind.STARTED and job:
            self.begin(job, tick)
        elif kind == Kind.FINISHED and job:
            self.finish(job, row, tick)
        elif kind == Kind.RECEIVED and job:
            if job["source"]["kind"] >= BUY:
                self.owe(row.get("party", 0), 2, row["quantity"] * Fraction(row.get("amount", 0), 100), tick)
            job["received"] += row["quantity"]
            if job["received"] >= job["quantity"]:
                del self.jobs[row["reference"]]
        elif kind == Kind.FREIGHT_CHARGED:
            self.owe(row.get("party", 0), 2, row["amount"], tick)
        elif kind in (Kind.RESOURCE_DOWN, Kind.RESOURCE_UP):
            (self.down.add if kind == Kind.RESOURCE_DOWN else self.down.discard)(row["resource"] - 1)
        elif kind == Kind.ORDER_PLACED:
            self.lines[row["seq"]] = {"price": row.get("amount", 0), "party": row.get("party", 0), "pending": 0}
            self.lines[row["seq"]]["point"] = row["point"]
        elif kind == Kind.SHIPMENT_RELEASED and line:
            line["pending"] += row["quantity"]
        elif kind == Kind.SHIPPED and line:
            line["pending"] = 0
            self.owe(row.get("party", 0), 1, row["quantity"] * Fraction(row.get("amount", 0), 100), tick)
        elif kind == Kind.ORDER_CANCELLED:
            self.lines.pop(row["reference"], None)
        elif kind == Kind.PAID:
            self.pay(row, tick)

    def open_job(self, row, kind, tick):
        source = self.sources[row["source"] - 1]
        started = ceil(Fraction(row["quantity"] * source["yield_denominator"], source["yield_numerator"]))
        job = {
            "id": row["seq"],
            "source": source,
            "row": row["source"],
            "point": row["point"],
            "quantity": row["quantity"],
            "received": 0,
            "started": started,
            "rank": (row.get("priority", 0), row.get("due", 0), row["seq"]),
            "stage": "proposed",
            "step": 0,
            "holds": [],
            "held": 0,
            "ready": 0,
            "party": source["supplier"] + 1,
        }
        self.jobs[row["seq"]] = job
        if kind == Kind.SUPPLY_OPENED:
            job.update(stage="way", tells="receive", at=max(row.get("due", 0), tick + 1))
            for step, groups in self.steps(source):
                if step == row.get("code", 0):
                    job["holds"] = groups[0][1]
        elif kind != Kind.PULL_PROPOSED:
            self.ask(job, tick)

    def ask(self, job, tick):
        job["stage"] = "placing" if job["source"]["kind"] >= BUY else "waiting"
        if job["source"]["kind"] == MAKE and job["source"]["need_start"] == job["source"]["need_stop"]:
            self.material(job, tick)

    def material(self, job, tick):
        source = job["source"]
        if self.steps(source):
            job["stage"] = "queued"
            if source["lead_ticks"] and not source["defaulted_lead"]:
                job["ready"] = self.lead_end(source, tick)
        else:
            job["stage"] = "starting"

    def begin(self, job, tick):
        source = job["source"]
        if job["stage"] == "called":
            work = max(self.ticks(o, job) for o in job["holds"])
            calendars = [self.resources[o["resource"]]["calendar"] for o in job["holds"]]
            job.update(stage="run", tells="finish", at=self.end_of(calendars, tick, work))
        else:
            tells = "receive" if source["kind"] == MOVE else "finish"
            job.update(stage="way", tells=tells, at=self.lead_end(source, tick))

    def finish(self, job, row, tick):
        if row.get("party"):
            self.owe(row["party"], 2, row.get("amount", 0), tick)
        job["holds"] = []
        job["step"] += 1
        if job["step"] < len(self.steps(job["source"])):
            job["stage"] = "queued"
        else:
            job.update(stage="way", tells="receive", at=max(tick, job["ready"]))

    def owe(self, party, code, amount, tick):
        terms = self.parties[party - 1]["payment_ticks"] if party else self.terms[code - 1]
        amount = money(amount)
        if amount:
            debts = self.debts.setdefault((party, code), {})
            debts[tick + terms] = debts.get(tick + terms, 0) + amount

    def pay(self, row, tick):
        debts = self.debts[row.get("party", 0), row["code"]]
        for due in [due for due in debts if due <= tick]:
            del debts[due]

    def close(self, tick):
        """End holds, then call what can start, best rank first."""
        for job in sorted(self.jobs.values(), key=lambda job: job["rank"]):
            if job["held"] and job["held"] <= tick:
                job["held"] = 0
            if job["stage"] != "queued" or job["held"]:
                continue
            for _, group in self.steps(job["source"])[job["step"]][1]:
                if all(self.units(o["resource"], tick) > self.busy(o["resource"]) for o in group):
                    job.update(stage="called", holds=group)
                    break

    # Telling, in the order of class and id

    def answer(self, tick):
        facts = []
        for job in sorted(self.jobs.values(), key=lambda job: job["id"]):
            facts += [(order, job["id"], fact) for order, fact in self.of_job(job, tick)]
        for key, line in self.lines.items():
            if line["pending"]:
                common = {"point": line["point"], "party": line["party"], "reference": key}
                common["quantity"] = line["pending"]
                facts.append((9, key, {"kind": Kind.SHIPPED, **common, "amount": line["price"]}))
                facts.append((9, key, {"kind": Kind.DELIVERED, **common}))
        for (party, code), debts in self.debts.items():
            amount = sum(value for due, value in debts.items() if due <= tick)
            if amount:
                fact = {"kind": Kind.PAID, "code": code, "party": party, "amount": amount}
                facts.append((6, party + 1 if party else code - 2, fact))
        return [fact for _, _, fact in sorted(facts, key=lambda f: f[:2])]

    def of_job(self, job, tick):
        """Yield (class, fact)."""
        source = job["source"]
        fact = {"point": job["point"], "source": job["row"], "reference": job["id"]}
        fact["quantity"] = job["quantity"] - job["received"]
        if job["stage"] == "placing" and not job["held"]:
            calendar = self.parties[source["supplier"]]["order_calendar"] if source["supplier"] >= 0 else -1
            if self.is_open(calendar, tick):
                due = self.lead_end(source, tick)
                yield 7, {**fact, "kind": Kind.PULL_PLACED, "party": job["party"], "due": due}
        elif job["stage"] == "starting" and not job["held"]:
            yield 8, {**fact, "kind": Kind.STARTED, "due": self.lead_end(source, tick)}
        elif job["stage"] == "called":
            step = self.steps(source)[job["step"]][0]
            yield 8, {**fact, "kind": Kind.STARTED, "code": step, "resource": job["holds"][0]["resource"] + 1}
        elif job["stage"] == "run" and job["at"] <= tick:
            steps = self.steps(source)
            cost = sum(self.cost(o, job) for o in job["holds"])
            resource = job["holds"][0]["resource"] + 1
            code = steps[job["step"]][0]
            yield 3, {**fact, "kind": Kind.FINISHED, "code": code, "resource": resource, "amount": cost}
            if job["step"] + 1 == len(steps) and job["ready"] <= tick:
                yield from ((3, f) for _, f in self.receipt(job, fact))
        elif job["stage"] == "way" and job["at"] <= tick:
            if job["tells"] == "receive":
                yield from self.receipt(job, fact)
                return
            amount = money(Fraction(fact["quantity"] * source["unit_cost"], 100)) if source["supplier"] >= 0 else 0
            yield 3, {**fact, "kind": Kind.FINISHED, "party": job["party"], "amount": amount}
            yield from ((3, f) for _, f in self.receipt(job, fact))

    def cost(self, operation, job):
        seconds = self.ticks(operation, job) * self.tick_seconds
        labour = money(Fraction(job["started"] * operation["labour_cost"], 100))
        return labour + money(Fraction(self.resources[operation["resource"]]["cost_per_hour"] * seconds, 360_000))

    def receipt(self, job, fact):
        source = job["source"]
        bought = {"party": job["party"], "amount": source["unit_cost"]} if source["kind"] >= BUY else {}
        yield 4, {**fact, "kind": Kind.RECEIVED, **bought}
        freight = money(Fraction(fact["quantity"] * source["freight_cost"], 100))
        if source["supplier"] >= 0:
            free = self.parties[source["supplier"]]["freight_free_value"]
            if free and money(Fraction(fact["quantity"] * source["unit_cost"], 100)) >= free:
                freight = 0
        if freight:
            party = source["supplier"] + 1
            yield 4, {**fact, "kind": Kind.FREIGHT_CHARGED, "code": 1, "party": party, "amount": freight}

    def run(self, script, until):
        told = []
        for tick in range(until + 1):
            rows, given = self.answer(tick), script.get(tick, [])
            for _ in range(50):
                told += [{**row, "tick": tick} for row in rows]
                for row in rows + given:
                    self.observe(row, tick)
                self.close(tick)
                rows, given = self.answer(tick), []
                if not rows:
                    break
        return told
