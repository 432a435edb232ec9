"""A slow twin of the engine: the rules of the design pages over dicts and lists, everything summed up anew each time.

It knows loops that pull to order, base stock, reorder points and min-max; no cards. It keeps no lists of who is
touched: after the facts of a pulse every loop looks, level by level, and then everybody is tried by rank.
"""

from dataclasses import dataclass, field
from types import SimpleNamespace

from tugline.facts.kinds import FACT, NEVER, Kind
from tugline.facts.parameters import Parameter

MAKE, MOVE, BUY = 0, 1, 2
TO_ORDER, BASE_STOCK, REORDER, MIN_MAX = 1, 2, 3, 4
CONWIP = 6
PROPOSED, RELEASED, READY, STARTED = 1, 2, 3, 4
WHOLE, PARTS, WHOLE_ORDER = 0, 1, 2
SECONDS_OF_A_DAY = 86_400
BEGUN = (Kind.STARTED, Kind.RECEIVED, Kind.SCRAPPED)
TAKEN_ON = (Kind.PULL_ACCEPTED, Kind.PULL_PLACED, Kind.PULL_CONFIRMED)


def up(a, b):
    return -(-a // b)


@dataclass
class Stock:
    on_hand: int = 0
    known: bool = False
    quarantined: int = 0
    found: int = 0
    touched: int = 0


@dataclass
class Line:
    id: int
    point: int
    quantity: int
    wanted: int
    own_priority: int
    parcels: int
    order: int
    promised: int = 0
    ahead: int = 0
    reserved_until: int = 0
    shipped: int = 0
    released: int = 0
    minimum: int = 0
    last_supply: int = 0
    needs: dict = field(default_factory=dict)

    @property
    def priority(self):
        return 0 if self.promised else self.own_priority

    @property
    def due(self):
        return self.promised - self.ahead or self.wanted

    def rank_need(self):
        self.needs[self.point].due = self.due


@dataclass
class Pull:
    id: int
    point: int
    source: int
    quantity: int
    due: int
    priority: int
    cause: int
    state: int
    loop: int = 0
    received: int = 0
    accepted: bool = False
    lessened: int = 0
    released_at: int = 0
    held_until: int = 0
    last_supply: int = 0
    needs: dict = field(default_factory=dict)


@dataclass
class Need:
    """What an owner wants of a point; `due` is when."""

    quantity: int
    due: int
    allocated: int = 0


@dataclass
class Peg:
    pull: int
    owner: int
    point: int
    quantity: int


class Twin:
    """sources: [(point, {field: value}, [(component, numerator, denominator)])] in rows; one list per network."""

    def __init__(self, n_points, sources, *, tick_seconds, day_start, weekday):
        self.sources = [
            SimpleNamespace(row=i, point=p, bill=bill, **fields) for i, (p, fields, bill) in enumerate(sources)
        ]
        self.tick_seconds, self.day_start, self.weekday = tick_seconds, day_start, weekday
        self.stock = [Stock() for _ in range(n_points)]
        self.loops = [
            SimpleNamespace(kind=0, room=0, propose=0, review=0, pack=1, display=0, shared=False)
            for _ in range(n_points)
        ]
        self.location = [0] * n_points
        for loop in self.loops:
            loop.level = loop.point = loop.quantity = loop.min = loop.max = 0
        self.lines, self.pulls, self.pegs = {}, {}, []
        self.orders = {}  # ids of the open lines of a whole order: the first, then the others, newest first
        self.given = [0] * len(sources)
        self.next_review = {}  # by review code
        self.last_line = 0
        self.seq = self.pulse_number = self.now = 0
        self.facts = []

    # Sums

    def owners(self):
        return {**self.lines, **self.pulls}

    def pegged_to(self, owner, point):
        return sum(peg.quantity for peg in self.pegs if peg.owner == owner and peg.point == point)

    def waiting(self, owner, point):
        need = self.owner(owner).needs[point]
        return need.quantity - need.allocated - self.pegged_to(owner, point)

    def owner(self, id_):
        return self.lines.get(id_) or self.pulls[id_]

    def open(self, pull):
        return max(0, pull.quantity - pull.received)

    def free_supply(self, pull):
        return self.open(pull) - sum(peg.quantity for peg in self.pegs if peg.pull == pull.id)

    def allocated(self, point):
        return sum(owner.needs[point].allocated for owner in self.owners().values() if point in owner.needs)

    def free(self, point):
        return self.stock[point].on_hand - self.stock[point].quarantined - self.allocated(point)

    def position(self, point):
        """Free stock + free supply - what waits."""
        supply = sum(self.free_supply(pull) for pull in self.pulls.values() if pull.point == point)
        waiting = sum(self.waiting(id_, point) for id_, owner in self.owners().items() if point in owner.needs)
        return self.free(point) + supply - waiting

    def under_way(self, point):
        return sum(1 for p in self.pulls.values() if p.point == point and p.loop > 0 and p.state != PROPOSED)

    @staticmethod
    def rank(owner):
        """Who is served first: by priority, then when the material is due, then who came first."""
        return owner.priority, min((need.due for need in owner.needs.values()), default=owner.due), owner.id

    def need_rank(self, id_, point):
        owner = self.owner(id_)
        return owner.priority, owner.needs[point].due, id_

    # Facts

    def say(self, kind, **columns):
        """Write a decision and fold it."""
        blank = dict.fromkeys(FACT.names, 0)
        self.record({**blank, "kind": int(kind), "occurred_at": self.now, **columns})

    def record(self, row):
        self.seq += 1
        row = {**row, "seq": self.seq, "pulse": self.pulse_number, "tick": self.now}
        self.facts.append(row)
        before = {id_: self.pegged_from(pull) for id_, pull in self.pulls.items()}
        getattr(self, "fold_" + Kind(row["kind"]).name.lower())(SimpleNamespace(**row))
        # Why a pull is kept for less: the fact, or what made the engine say so.
        reason = row["cause"] if row["kind"] == Kind.PULL_WITHDRAWN else row["seq"]
        if row["kind"] == Kind.UNPEGGED:
            reason = self.stock[row["point"] - 1].touched
        for id_, pull in self.pulls.items():
            if self.pegged_from(pull) < before.get(id_, 0):
                pull.lessened = reason

    def pulse(self, tick, rows):
        """Take rows in, decide, close; return all facts as dicts."""
        self.facts, self.now = [], tick
        self.pulse_number += 1
        for row in rows:
            self.prove(SimpleNamespace(**row))
            self.record(row)
        self.decide()
        self.say(Kind.PULSE_CLOSED)
        return self.facts

    def prove(self, row):
        """What leaves a point must have been there, and what starts has been released."""
        leaving = {}
        if row.kind in (Kind.SALE_MADE, Kind.SHIPPED) or (row.kind == Kind.SCRAPPED and not row.reference):
            leaving = {row.point - 1: row.quantity}
        elif row.kind in BEGUN + TAKEN_ON and row.reference in self.pulls:
            pull = self.pulls[row.reference]
            if pull.state == PROPOSED:
                self.say(Kind.PULL_STARTED, point=pull.point + 1, reference=pull.id, quantity=pull.quantity)
            if row.kind in BEGUN and pull.state < STARTED:
                leaving = {point: need.quantity for point, need in pull.needs.items()}
        for point, quantity in leaving.items():
            if quantity > self.stock[point].on_hand:
                self.say(Kind.STOCK_FOUND, point=point + 1, quantity=quantity - self.stock[point].on_hand)

    # Facts of the business

    def fold_parameter_set(self, row):
        loop = self.loops[row.point - 1]
        name = Parameter(row.code).name.lower()
        if name == "review":
            loop.review = row.quantity
            if row.quantity and row.quantity not in self.next_review:
                self.next_review[row.quantity] = self.review_after(row.quantity, self.now)
        elif name == "kind":
            loop.shared = row.quantity == CONWIP
            loop.kind = TO_ORDER if loop.shared else row.quantity
        else:
            setattr(loop, name, max(1, row.quantity) if name == "pack" else row.quantity)

    def review_after(self, code, tick):
        if code > 0:
            return (tick // code + 1) * code
        weekdays, minute = (-code) % 128, (-code) // 128
        for day, start in enumerate(self.day_start):
            due = int(start) + minute * 60 // self.tick_seconds
            if due > tick and weekdays >> ((self.weekday + day) % 7) & 1:
                return due
        return NEVER

    def fold_pulse_closed(self, row):
        for code, tick in self.next_review.items():
            if tick <= self.now:
                self.next_review[code] = self.review_after(code, self.now)

    def move(self, point, change, seq):
        stock = self.stock[point]
        stock.on_hand += change
        stock.quarantined = min(stock.quarantined, stock.on_hand)
        stock.touched = seq

    def fold_stock_opened(self, row):
        self.stock[row.point - 1].known = True
        self.move(row.point - 1, row.quantity, row.seq)

    def fold_supply_opened(self, row):
        self.open_pull(row, STARTED)

    # Facts of the world

    def fold_stock_found(self, row):
        stock = self.stock[row.point - 1]
        stock.found += 0 if stock.known else row.quantity
        self.move(row.point - 1, row.quantity, row.seq)

    def fold_counted(self, row):
        self.stock[row.point - 1].known = True
        self.move(row.point - 1, row.quantity - self.stock[row.point - 1].on_hand, row.seq)

    def fold_sale_made(self, row):
        self.move(row.point - 1, -row.quantity, row.seq)

    def fold_returned(self, row):
        self.move(row.point - 1, row.quantity, row.seq)

    def fold_scrapped(self, row):
        if not row.reference:
            stock = self.stock[row.point - 1]
            stock.quarantined -= min(stock.quarantined, row.quantity) if row.code == 1 else 0
            self.move(row.point - 1, -row.quantity, row.seq)
        elif row.reference in self.pulls:
            pull = self.pulls[row.reference]
            if pull.state < STARTED:
                self.issue(pull, row.seq)
            self.resize(pull, pull.quantity - row.quantity, row.seq)

    def fold_lot_quarantined(self, row):
        stock = self.stock[row.point - 1]
        stock.quarantined = min(stock.on_hand, stock.quarantined + row.quantity)
        stock.touched = row.seq

    def fold_lot_released(self, row):
        stock = self.stock[row.point - 1]
        stock.quarantined = max(0, stock.quarantined - row.quantity)
        stock.touched = row.seq

    def issue(self, pull, seq):
        for point, need in pull.needs.items():
            self.move(point, -need.quantity, seq)
        self.pegs = [peg for peg in self.pegs if peg.owner != pull.id]
        pull.needs = {}
        pull.state = STARTED

    def fold_started(self, row):
        pull = self.pulls.get(row.reference)
        if pull and pull.state < STARTED:
            self.issue(pull, row.seq)

    def fold_received(self, row):
        pull = self.pulls.get(row.reference)
        if pull is None:
            return
        if pull.state < STARTED:
            self.issue(pull, row.seq)
        pull.received += row.quantity
        self.move(pull.point, row.quantity, row.seq)
        rest = row.quantity
        for peg in [peg for peg in self.pegs if peg.pull == pull.id]:
            taken = min(rest, peg.quantity)
            if taken == 0:
                continue
            owner = self.owner(peg.owner)
            owner.needs[peg.point].allocated += taken
            owner.last_supply = pull.id
            peg.quantity -= taken
            rest -= taken
        self.drop_empty_pegs()
        if pull.received >= pull.quantity:
            self.close(pull, row.seq)

    def fold_shipped(self, row):
        line = self.lines.get(row.reference)
        if line:
            need = line.needs[line.point]
            # The goods have left: whatever was kept for the rest makes way, the newest pegs first.
            while need.allocated + self.waiting(line.id, line.point) < row.quantity:
                mine = [peg for peg in self.pegs if peg.owner == line.id]
                if not mine:
                    break
                mine[-1].quantity -= min(
                    mine[-1].quantity, row.quantity - need.allocated - self.waiting(line.id, line.point)
                )
                self.drop_empty_pegs()
            need.allocated += max(0, min(row.quantity - need.allocated, self.waiting(line.id, line.point)))
            taken = min(row.quantity, need.allocated)
            need.allocated -= taken
            need.quantity -= taken
            if line.point != row.point - 1:
                self.stock[line.point].touched = row.seq
            line.shipped += row.quantity
            line.released = max(line.released, line.shipped)
        self.move(row.point - 1, -row.quantity, row.seq)
        if line and line.shipped >= line.quantity:
            self.close_line(line)

    def fold_pull_accepted(self, row):
        if row.reference in self.pulls:
            self.pulls[row.reference].accepted = True

    def fold_pull_placed(self, row):
        self.fold_pull_accepted(row)
        if row.reference in self.pulls and row.due > 0:
            self.pulls[row.reference].due = row.due

    def fold_pull_confirmed(self, row):
        pull = self.pulls.get(row.reference)
        if pull:
            pull.accepted = True
            pull.due = row.due
            before = pull.quantity
            if row.quantity > 0:
                self.resize(pull, row.quantity, row.seq)
            if pull.id in self.pulls and pull.quantity != before and pull.state in (RELEASED, READY):
                self.ask_anew(pull, row.seq)

    def fold_pull_closed(self, row):
        pull = self.pulls.get(row.reference)
        if pull:
            self.stock[pull.point].touched = row.seq
            self.close(pull, row.seq)

    def resize(self, pull, quantity, seq):
        """Less is taken from nobody first, then from who was pegged last."""
        self.stock[pull.point].touched = seq
        less = max(0, pull.quantity - max(quantity, pull.received) - self.free_supply(pull))
        for peg in [peg for peg in self.pegs if peg.pull == pull.id][::-1]:
            cut = min(less, peg.quantity)
            peg.quantity -= cut
            less -= cut
        self.drop_empty_pegs()
        pull.quantity = max(quantity, pull.received)
        if pull.quantity == pull.received:
            self.close(pull, seq)

    def close(self, pull, seq):
        for point in pull.needs:
            self.stock[point].touched = seq
        self.pegs = [peg for peg in self.pegs if pull.id not in (peg.pull, peg.owner)]
        del self.pulls[pull.id]

    def drop_empty_pegs(self):
        self.pegs = [peg for peg in self.pegs if peg.quantity > 0]

    # Changes and demand

    def close_line(self, line):
        self.pegs = [peg for peg in self.pegs if peg.owner != line.id]
        del self.lines[line.id]
        if line.order:
            self.orders[line.order].remove(line.id)
        if self.last_line == line.id:
            self.last_line = 0

    def fold_promise_made(self, row):
        line = self.lines.get(row.reference)
        if line is None:
            return
        line.promised, line.ahead = row.due, row.code if row.due else 0
        line.reserved_until = row.amount if row.due and not line.released else 0
        line.rank_need()
        self.stock[line.point].touched = row.seq

    fold_promise_changed = fold_promise_made

    def fold_promise_expired(self, row):
        self.fold_order_cancelled(row)

    def fold_order_placed(self, row):
        line = Line(row.seq, row.point - 1, row.quantity, row.due, row.priority, row.code, row.lot)
        line.needs[line.point] = Need(row.quantity, row.due)
        self.lines[row.seq] = line
        if line.order:
            self.orders.setdefault(line.order, []).insert(1, line.id)
        self.last_line = row.seq
        self.stock[line.point].touched = row.seq

    def fold_order_terms_set(self, row):
        line = self.lines.get(row.reference or self.last_line)
        if line:
            line.parcels, line.minimum = row.code, row.quantity

    def fold_order_cancelled(self, row):
        line = self.lines.get(row.reference)
        if line is None:
            return
        self.stock[line.point].touched = row.seq
        self.close_line(line)

    def fold_order_changed(self, row):
        line = self.lines.get(row.reference)
        if line is None:
            return
        line.wanted, line.own_priority = row.due, row.priority
        line.reserved_until = 0
        if row.quantity > line.quantity:
            line.promised = line.ahead = 0
        line.rank_need()
        need = line.needs[line.point]
        quantity = max(row.quantity, line.released)
        change = quantity - line.quantity
        line.quantity = quantity
        if change < 0:
            self.want_less(line, line.point, -change)
        else:
            need.quantity += change
        self.stock[line.point].touched = row.seq
        if line.shipped >= line.quantity:
            self.close_line(line)

    def want_less(self, owner, point, quantity):
        """What waits goes first, then the newest pegs, those of pulls nobody has taken on first, then what is kept."""
        less = max(0, quantity - self.waiting(owner.id, point))
        mine = [peg for peg in self.pegs if peg.owner == owner.id and peg.point == point][::-1]
        for peg in sorted(mine, key=lambda peg: self.taken_on(self.pulls[peg.pull])):
            cut = min(less, peg.quantity)
            peg.quantity -= cut
            less -= cut
        owner.needs[point].allocated -= less
        owner.needs[point].quantity -= quantity
        self.drop_empty_pegs()

    @staticmethod
    def taken_on(pull):
        return pull.accepted or pull.state == STARTED

    def fold_pull_held(self, row):
        if row.reference in self.pulls:
            self.pulls[row.reference].held_until = row.due

    def fold_pull_freed(self, row):
        if row.reference in self.pulls:
            self.pulls[row.reference].held_until = 0

    def fold_pull_edited(self, row):
        pull = self.pulls.get(row.reference)
        if pull is None or pull.state == STARTED:
            return
        pull.due, pull.accepted = row.due, True
        self.resize(pull, row.quantity, row.seq)
        if pull.id in self.pulls and pull.state != PROPOSED:
            self.ask_anew(pull, row.seq)

    def fold_pull_added(self, row):
        self.fold_pull_released(row)
        self.pulls[row.seq].accepted = True

    # Decisions

    def open_pull(self, row, state):
        pull = Pull(
            row.seq, row.point - 1, row.source - 1, row.quantity, row.due, row.priority, row.cause, state,
        )  # fmt: skip
        pull.released_at = row.tick
        self.pulls[row.seq] = pull
        if pull.source >= 0 and self.shares(self.sources[pull.source]):
            self.given[pull.source] += row.quantity
        return pull

    def fold_pull_released(self, row):
        pull = self.open_pull(row, RELEASED)
        pull.loop = row.code
        self.peg_to_owner(pull, row.reference)
        self.ask(pull)

    def fold_pull_proposed(self, row):
        pull = self.open_pull(row, PROPOSED)
        pull.loop = row.code
        self.peg_to_owner(pull, row.reference)

    def fold_pull_started(self, row):
        pull = self.pulls.get(row.reference)
        if pull and pull.state == PROPOSED:
            pull.state = RELEASED
            pull.accepted |= row.actor != 0
            pull.released_at = row.tick
            self.ask(pull)

    def fold_pull_withdrawn(self, row):
        """Less of a pull is asked for; what it needs is by the bill of what is left."""
        pull = self.pulls.get(row.reference)
        if pull is None or pull.state == STARTED:
            return
        if row.quantity >= pull.quantity:
            self.close(pull, row.cause)
            return
        self.resize(pull, pull.quantity - row.quantity, self.stock[pull.point].touched)
        was = pull.needs
        if pull.state != PROPOSED:
            now = self.bill(pull)
            for point in was:
                less = was[point].quantity - now[point].quantity
                if less > 0:
                    self.stock[point].touched = row.cause
                    self.want_less(pull, point, less)

    def peg_to_owner(self, pull, owner):
        if owner in self.owners() and pull.point in self.owner(owner).needs:
            quantity = min(self.free_supply(pull), self.waiting(owner, pull.point))
            if quantity > 0:
                self.pegs.append(Peg(pull.id, owner, pull.point, quantity))

    def ask(self, pull):
        """Give a pull its needs."""
        pull.needs = self.bill(pull)

    def bill(self, pull):
        """Return what a pull needs: the bill for what must be started, or what it moves."""
        needs = {}
        if pull.source < 0:
            return needs
        source = self.sources[pull.source]
        due = pull.due - self.lead(source)
        if source.kind == MOVE:
            needs[source.from_point] = Need(pull.quantity, due)
        elif source.kind == MAKE:
            started = pull.quantity
            if source.yield_numerator != source.yield_denominator:
                started = up(pull.quantity * source.yield_denominator, source.yield_numerator)
            for component, numerator, denominator in source.bill:
                needs[component] = Need(up(started * numerator, denominator), due)
        return needs

    def ask_anew(self, pull, seq):
        for point in pull.needs:
            self.stock[point].touched = seq
        self.pegs = [peg for peg in self.pegs if peg.owner != pull.id]
        pull.state = RELEASED
        self.ask(pull)

    def lead(self, source):
        return max(1, source.lead_ticks)

    def fold_pegged(self, row):
        self.pegs.append(Peg(row.reference, row.cause, row.point - 1, row.quantity))

    def fold_stock_allocated(self, row):
        self.owner(row.reference).needs[row.point - 1].allocated += row.quantity

    def fold_material_allocated(self, row):
        pull = self.pulls[row.reference]
        for need in pull.needs.values():
            need.allocated = need.quantity
        pull.state = READY

    def fold_shipment_released(self, row):
        line = self.lines[row.reference]
        need = line.needs[line.point]
        line.released += row.quantity
        need.allocated = max(need.allocated, line.released - line.shipped)

    def fold_stock_freed(self, row):
        owner = self.owner(row.reference)
        need = owner.needs[row.point - 1]
        need.allocated -= row.quantity
        if isinstance(owner, Line):
            owner.released = min(owner.released, owner.shipped + need.allocated)
        elif owner.state == READY:
            owner.state = RELEASED

    # Deciding

    def follow(self, point):
        """Have the pulls at a point that nobody has taken on follow those they are kept for."""
        for pull in sorted((p for p in self.pulls.values() if p.point == point), key=lambda p: p.id):
            kept_for = [peg.owner for peg in self.pegs if peg.pull == pull.id]
            if not kept_for or not self.may_go(pull):
                continue
            first = min(kept_for, key=lambda id_: self.wanted(id_, point))
            due = max(self.wanted(first, point)[0] - getattr(self.sources[pull.source], "safety_ticks", 0), self.now)
            due = pull.due if due == self.now and pull.due < self.now else due
            priority = min(self.owner(id_).priority for id_ in kept_for)
            if (due, priority) != (pull.due, pull.priority):
                top = self.top(first)
                self.say(Kind.PULL_MOVED, point=point + 1, reference=pull.id, due=due, priority=priority, cause=top)

    def wanted(self, id_, point):
        return self.owner(id_).needs[point].due, self.owner(id_).priority, id_

    def top(self, id_):
        """Return who stands at the top of those that want what `id_` does: a line, or a pull that is for none."""
        if id_ in self.pulls:
            above = [(self.wanted(peg.owner, peg.point), peg.owner) for peg in self.pegs if peg.pull == id_]
            return self.top(min(above)[1]) if above else id_
        return id_

    def fold_pull_moved(self, row):
        pull = self.pulls[row.reference]
        pull.due, pull.priority = row.due, row.priority
        for need in pull.needs.values():
            need.due = row.due - self.lead(self.sources[pull.source])

    def decide(self):
        due = {code for code, tick in self.next_review.items() if tick <= self.now}
        for line in list(self.lines.values()):
            if 0 < line.reserved_until <= self.now:
                rest = line.quantity - line.shipped
                self.say(Kind.PROMISE_EXPIRED, point=line.point + 1, reference=line.id, quantity=rest)
        self.take_back()
        for point, loop in enumerate(self.loops):
            self.look(point, loop, looks=loop.review == 0 or loop.review in due)
            while self.start_proposals(point, loop):
                self.look(point, loop, looks=loop.review == 0)
        while self.start_from_backlogs():
            for point, loop in enumerate(self.loops):
                self.look(point, loop, looks=loop.review == 0)
                while self.start_proposals(point, loop):
                    self.look(point, loop, looks=loop.review == 0)
        for owner in sorted(self.owners().values(), key=self.rank):
            if isinstance(owner, Line):
                self.serve_line(owner)
            else:
                self.serve_pull(owner)

    def look(self, point, loop, *, looks):
        before = len(self.facts)
        self.follow(point)
        self.net(point, loop, looks=looks)
        self.follow(point)
        # A pull that has moved may be one that somebody waits for as long as for another now.
        moved = (row for row in self.facts[before:] if row["kind"] == Kind.PULL_MOVED)
        if any(row["point"] == point + 1 for row in moved):
            self.look(point, loop, looks=loop.review == 0)

    def net(self, point, loop, *, looks):
        if loop.kind == TO_ORDER:
            self.withdraw(point, loop, NEVER, lambda pull: 0 if self.pegged_from(pull) else pull.quantity)
            self.net_stock_again(point)
            self.pull_to_order(point, loop)
            self.net_supply_again(point)
            self.withdraw(point, loop, NEVER)
        elif loop.kind == 0:
            self.pull_to_order(point, loop)
        else:
            self.pull_to_stock(point, loop, looks=looks)

    def take_back(self):
        """Where more is kept than is left, the worst rank loses it; who wants all or nothing loses all."""
        for point, stock in enumerate(self.stock):
            while self.free(point) < 0:
                kept = [i for i, o in self.owners().items() if point in o.needs and o.needs[point].allocated > 0]
                owner = self.owner(max(kept, key=lambda i: self.need_rank(i, point)))
                short = -self.free(point)
                for id_, at, quantity in self.losses(owner, point, short):
                    if quantity > 0:
                        self.say(
                            Kind.STOCK_FREED, point=at + 1, reference=id_, quantity=quantity, cause=stock.touched,
                            amount=self.called_back(id_, at, quantity),
                        )  # fmt: skip

    def called_back(self, id_, point, quantity):
        """Return how much of what was released for shipment is not kept any more when so much is freed."""
        line = self.lines.get(id_)
        if line is None:
            return 0
        return max(0, line.released - line.shipped - (line.needs[point].allocated - quantity))

    def losses(self, owner, point, short):
        if isinstance(owner, Pull):
            for at, need in list(owner.needs.items()):
                if self.loops[at].kind > TO_ORDER:
                    yield owner.id, at, need.allocated
                elif at == point:
                    yield owner.id, at, min(short, need.allocated)
        elif owner.parcels == WHOLE_ORDER:
            for line in self.ring(owner):
                if line.parcels == WHOLE_ORDER:
                    yield line.id, line.point, line.needs[line.point].allocated
        else:
            kept = owner.needs[point].allocated
            yield owner.id, point, min(short, kept) if owner.parcels == PARTS else kept

    def ring(self, line):
        """Return the open lines of the same order, from this one on; newer ones stand before older ones."""
        mates = self.orders.get(line.order, [line.id])
        start = mates.index(line.id)
        return [self.lines[id_] for id_ in mates[start:] + mates[:start]]

    def shares(self, source):
        """Return whether another source has a share of the same pulls."""
        return getattr(source, "share", 0) > 0 and any(
            other.point == source.point and other.row != source.row and getattr(other, "share", 0) > 0
            for other in self.sources
        )

    def choose(self, point):
        """Return the best source by priority; among equals the one furthest behind its share."""
        mine = [source for source in self.sources if source.point == point]
        if not mine:
            return None
        best = mine[0]
        for source in mine[1:]:
            share, most = getattr(source, "share", 0), getattr(best, "share", 0)
            if share > 0 and self.given[source.row] * most < self.given[best.row] * share:
                best = source
        return best

    def pull_to_order(self, point, loop):
        claimed = 0
        owners = self.owners().items()
        waiting = [i for i, owner in owners if point in owner.needs and self.waiting(i, point) > 0]
        for id_ in sorted(waiting, key=lambda i: self.need_rank(i, point)):
            free = self.free(point) - claimed
            if free > 0 and self.claims_whole(id_, point, free):
                claimed += self.waiting(id_, point)
                continue
            if free > 0:
                quantity = min(free, self.waiting(id_, point))
                self.say(Kind.STOCK_ALLOCATED, point=point + 1, reference=id_, quantity=quantity)
            if self.owner(id_).priority == 0:
                self.peg(id_, point, latest=max(self.owner(id_).needs[point].due, self.now))
                if self.waiting(id_, point) > 0 and self.take_over(id_, point):
                    self.pull_to_order(point, loop)
                    return
            self.peg(id_, point)
            rest = self.waiting(id_, point)
            if rest > 0 and loop.kind == TO_ORDER and not self.is_reserved(id_):
                owner = self.owner(id_)
                cause = id_ if isinstance(owner, Line) else owner.cause
                due = max(owner.needs[point].due, self.now)
                self.pull(point, rest, rest, due=due, priority=owner.priority, reference=id_, cause=cause)
        # What is pulled for others beyond what they asked for is for those for whom nothing is pulled.
        reserved = [i for i in waiting if self.is_reserved(i) and self.waiting(i, point) > 0]
        for id_ in sorted(reserved, key=lambda i: self.need_rank(i, point)):
            self.peg(id_, point)

    def take_over(self, id_, point):
        """Hand what was promised, and would be late, what others that rank after it and have not begun keep."""
        need = self.owner(id_).needs[point]
        lacks = self.waiting(id_, point)
        in_time = self.loops[point].kind == TO_ORDER and self.comes_by(point, lacks, max(need.due, self.now))
        if self.is_reserved(id_) or in_time:
            return False
        others = [other for other, owner in self.owners().items() if point in owner.needs]
        others = [other for other in others if self.need_rank(other, point) > self.need_rank(id_, point)]
        others = [o for o in others if o in self.lines or self.pulls[o].state < STARTED]
        others.sort(key=lambda other: self.need_rank(other, point), reverse=True)
        for other in others:
            kept = self.owner(other).needs[point].allocated
            quantity = min(self.waiting(id_, point), kept)
            if quantity == 0 or other in self.lines:
                continue
            for loser, at, lost in self.losses(self.owner(other), point, quantity):
                if lost > 0:
                    self.say(Kind.STOCK_FREED, point=at + 1, reference=loser, quantity=lost, cause=id_)
            self.say(Kind.STOCK_ALLOCATED, point=point + 1, reference=id_, quantity=quantity)
        while self.waiting(id_, point) > 0:
            pegs = [self.peg_to_give(other, point) for other in others]
            pegs = [(max(need.due, self.pulls[peg.pull].due), place, peg) for place, peg in enumerate(pegs) if peg]
            pegs = [each for each in pegs if each[0] == need.due or self.owner(each[2].owner).priority > 0]
            if not pegs:
                break
            _, _, peg = min(pegs, key=lambda each: each[:2])
            pull = self.pulls[peg.pull]
            if self.beaten(id_, point, pull.due):
                break
            quantity = min(self.waiting(id_, point), peg.quantity)
            self.unpeg(peg, quantity)
            self.say(Kind.PEGGED, point=point + 1, reference=pull.id, quantity=quantity, cause=id_)
        return self.waiting(id_, point) < lacks

    def peg_to_give(self, owner, point):
        """Return the peg to the purchase that is due first of those that somebody has taken on, newest first."""
        pegs = [peg for peg in self.pegs[::-1] if (peg.owner, peg.point) == (owner, point)]
        pegs = [peg for peg in pegs if self.is_bought(self.pulls[peg.pull])]
        return min(pegs, key=lambda peg: self.pulls[peg.pull].due, default=None)

    def is_bought(self, pull):
        bought = pull.source < 0 or self.sources[pull.source].kind >= BUY
        return bought and not self.may_go(pull) and pull.held_until <= self.now

    def beaten(self, id_, point, due):
        """Return whether free supply or a new pull comes as soon as what is due too late."""
        need = self.owner(id_).needs[point]
        if due <= need.due:
            return False
        free = [p.due for p in self.pulls.values() if p.point == point and self.free_supply(p) > 0]
        if free and min(free) <= due:
            return True
        return self.loops[point].kind == TO_ORDER and self.comes_by(point, self.waiting(id_, point), due - 1)

    def claims_whole(self, id_, point, free):
        """Return whether this need is all its owner lacks and is there: serving it will keep it."""
        owner = self.owner(id_)
        need = owner.needs[point]
        if need.allocated or self.pegged_to(id_, point) or self.waiting(id_, point) > free:
            return False
        if isinstance(owner, Line):
            return owner.parcels != WHOLE_ORDER and not self.is_reserved(id_)
        return len(owner.needs) == 1 and owner.held_until <= self.now

    def peg(self, id_, point, latest=NEVER):
        """Keep supply that comes no later than a new pull would, or than it is wanted; earliest first."""
        need = self.owner(id_).needs[point]
        supply = [p for p in self.pulls.values() if p.point == point and self.free_supply(p) > 0 and p.due <= latest]
        for pull in sorted(supply, key=lambda p: (p.due, p.id)):
            waiting = self.waiting(id_, point)
            if waiting == 0:
                return
            if pull.held_until > self.now:
                continue
            late = self.loops[point].kind == TO_ORDER and pull.due > max(need.due, self.now) and not self.may_go(pull)
            if late and self.comes_by(point, waiting, pull.due - 1):
                continue
            quantity = min(self.free_supply(pull), waiting)
            self.say(Kind.PEGGED, point=point + 1, reference=pull.id, quantity=quantity, cause=id_)

    def comes_by(self, point, quantity, tick):
        """Return whether a new pull would come by a tick: level by level, all that its bill lacks pulled in turn."""
        asked = {point: (quantity, tick)}
        while asked:
            at = min(asked, key=self.depth)
            wanted, by = asked.pop(at)
            if at != point:
                ahead = sum(self.waiting(id_, at) for id_, owner in self.owners().items() if at in owner.needs)
                supply = [pull for pull in self.pulls.values() if pull.point == at and pull.due <= by]
                wanted -= self.free(at) - ahead + sum(self.free_supply(pull) for pull in supply)
            if wanted <= 0:
                continue
            source = self.choose(at)
            if source is None or by - self.lead(source) < self.now:
                return False
            lot = self.lot(source, self.loops[at], wanted)
            below = [(source.from_point, lot)] if getattr(source, "from_point", -1) >= 0 else []
            if source.kind == MAKE:
                started = up(lot * source.yield_denominator, source.yield_numerator)
                below = [(c, up(started * numerator, denominator)) for c, numerator, denominator in source.bill]
            for component, more in below:
                before, earliest = asked.get(component, (0, by))
                asked[component] = before + more, min(earliest, by - self.lead(source))
        return True

    def depth(self, point):
        """Return a number that is lower than that of every point it draws from."""
        return max(
            (self.depth(source.point) + 1 for source in self.sources if point in self.draws_from(source)), default=0
        )

    def draws_from(self, source):
        return [c for c, *_ in source.bill] + [getattr(source, "from_point", -1)]

    def pegged_from(self, pull):
        return sum(peg.quantity for peg in self.pegs if peg.pull == pull.id)

    def may_go(self, pull):
        return pull.loop != 0 and not self.taken_on(pull)

    def withdraw(self, point, loop, surplus, less_of=None):
        """Withdraw so much in all of the loop's own pulls that nobody has taken on; what stays of each is a lot."""
        for pull in sorted((p for p in self.pulls.values() if p.point == point), key=lambda p: (-p.due, -p.id)):
            if not self.may_go(pull) or surplus <= 0:
                continue
            less = min(surplus, less_of(pull) if less_of else self.free_supply(pull))
            if 0 < less < pull.quantity:
                less = max(0, pull.quantity - self.lot(self.sources[pull.source], loop, pull.quantity - less))
            if less > 0:
                surplus -= less
                self.say(
                    Kind.PULL_WITHDRAWN,
                    point=point + 1,
                    reference=pull.id,
                    quantity=less,
                    cause=pull.lessened if loop.kind == TO_ORDER and pull.lessened else self.stock[point].touched,
                )

    def pegs_to_untaken(self, point):
        """Return the pegs to pulls that nobody has taken on: best rank of who waits first, then newest first."""
        pegs = [peg for peg in self.pegs[::-1] if peg.point == point and self.may_go(self.pulls[peg.pull])]
        return sorted(pegs, key=lambda peg: self.need_rank(peg.owner, point))

    def net_stock_again(self, point):
        """Unpeg what is on hand beyond those who wait and rank before."""
        waiting = {
            id_: self.waiting(id_, point)
            for id_, owner in self.owners().items()
            if point in owner.needs and self.waiting(id_, point) > 0
        }
        given = 0
        for peg in self.pegs_to_untaken(point):
            rank = self.need_rank(peg.owner, point)
            before = sum(w for id_, w in waiting.items() if self.need_rank(id_, point) <= rank)
            quantity = min(peg.quantity, self.free(point) - before - given)
            if quantity > 0:
                given += quantity
                self.unpeg(peg, quantity)

    def unpeg(self, peg, quantity):
        self.say(Kind.UNPEGGED, point=peg.point + 1, reference=peg.pull, quantity=quantity, cause=peg.owner)

    def fold_unpegged(self, row):
        for peg in self.pegs[::-1]:
            if (peg.pull, peg.owner, peg.point) == (row.reference, row.cause, row.point - 1) and row.quantity > 0:
                cut = min(row.quantity, peg.quantity)
                peg.quantity -= cut
                row.quantity -= cut
        self.drop_empty_pegs()

    def net_supply_again(self, point):
        """Peg to free supply that somebody has taken on who would wait as long for a pull that nobody has."""
        for peg in self.pegs_to_untaken(point):
            own = self.pulls[peg.pull]
            latest = max(own.due, own.released_at + self.lead(self.sources[own.source]))
            while peg.quantity > 0:
                free = [
                    p for p in self.pulls.values()
                    if p.point == point and self.free_supply(p) > 0 and not self.may_go(p) and p.held_until <= self.now
                ]  # fmt: skip
                supply = min(free, key=lambda p: (p.due, p.id), default=None)
                if supply is None or supply.due > latest:
                    break
                quantity = min(self.free_supply(supply), peg.quantity)
                self.unpeg(peg, quantity)
                self.say(Kind.PEGGED, point=point + 1, reference=supply.id, quantity=quantity, cause=peg.owner)

    def target(self, loop):
        return {
            BASE_STOCK: max(loop.level, loop.display),
            REORDER: loop.point + max(1, loop.quantity),
            MIN_MAX: loop.max,
        }[loop.kind]

    def assumed(self, point, loop):
        """Return the position, where stock that nobody knows is taken to have been at its target."""
        stock = self.stock[point]
        return self.position(point) + (0 if stock.known else self.target(loop) - stock.found)

    def wants(self, point, loop, without=0):
        """Return what the loop would pull now if so much were not on its way."""
        position, wanted = self.assumed(point, loop) - without, 0
        if loop.kind == BASE_STOCK:
            wanted = max(0, self.target(loop) - position)
        elif loop.kind == REORDER:
            while position + wanted <= loop.point:
                wanted += max(1, loop.quantity)
        elif position <= loop.min:
            wanted = max(0, loop.max - position)
        return wanted if self.stock[point].known else max(wanted, without - self.position(point))

    def pull_to_stock(self, point, loop, *, looks):
        wanted = self.wants(point, loop) if looks else 0
        if wanted > 0:
            position = self.assumed(point, loop)
            if loop.kind != BASE_STOCK and wanted == -self.position(point):
                position = -wanted
            self.pull(point, wanted, position, due=None, priority=5, reference=0, cause=self.stock[point].touched)
        if self.assumed(point, loop) > self.target(loop):
            here = [p for p in self.pulls.values() if p.point == point]
            supply = sum(self.free_supply(pull) for pull in here)
            ours = sum(self.free_supply(pull) for pull in here if self.may_go(pull))
            self.withdraw(point, loop, ours - max(0, self.wants(point, loop, supply) - (supply - ours)))

    def pull(self, point, wanted, position, *, due, priority, reference, cause):
        source = self.choose(point)
        if source is None:
            return
        loop = self.loops[point]
        step = self.step(source, loop)
        rest = self.lot(source, loop, wanted)
        most = max(step, getattr(source, "maximum", NEVER) // step * step)
        while rest > 0:
            least = self.lot(source, loop, 1)
            lot = max(least, min(most, rest - (up(rest, most) - 1) * least))
            waiting = any(p.point == point and p.state == PROPOSED for p in self.pulls.values())
            if loop.shared:
                room = self.line_room(self.location[point]) == 0
            else:
                room = loop.room == 0 or (self.under_way(point) < loop.room and not waiting)
            self.say(
                Kind.PULL_RELEASED if room and not loop.propose else Kind.PULL_PROPOSED,
                code=CONWIP if loop.shared else loop.kind,
                point=point + 1,
                party=getattr(source, "supplier", -1) + 1,
                source=source.row + 1,
                reference=reference,
                quantity=lot,
                amount=position,
                due=self.now + self.lead(source)
                if due is None
                else max(self.now, due - getattr(source, "safety_ticks", 0)),
                priority=priority,
                cause=cause,
            )
            rest -= lot

    @staticmethod
    def step(source, loop):
        multiple = step = getattr(source, "multiple", 1)
        while step % loop.pack:
            step += multiple
        return step

    def lot(self, source, loop, wanted):
        step = self.step(source, loop)
        return up(max(wanted, getattr(source, "minimum", 0)), step) * step

    def line_room(self, place):
        """Return the least room that a loop of the line states, 0 = none does."""
        stated = [loop.room for p, loop in enumerate(self.loops) if loop.shared and self.location[p] == place]
        return min((room for room in stated if room), default=0)

    def line_has_room(self, line):
        room = self.line_room(self.location[line[0]])
        return room == 0 or sum(self.under_way(p) for p in line) < room

    def start_from_backlogs(self):
        """Release the best of what waits in each line that has room, and return whether there was one."""
        started = False
        for place in sorted({self.location[p] for p, loop in enumerate(self.loops) if loop.shared}):
            line = [p for p, loop in enumerate(self.loops) if loop.shared and self.location[p] == place]
            while self.line_has_room(line):
                backlog = [
                    p
                    for p in self.pulls.values()
                    if p.point in line
                    and p.state == PROPOSED
                    and p.held_until <= self.now
                    and not self.loops[p.point].propose
                ]
                if not backlog:
                    break
                best = min(backlog, key=lambda p: (p.priority, p.due, p.id))
                self.say(
                    Kind.PULL_STARTED,
                    point=best.point + 1,
                    reference=best.id,
                    quantity=best.quantity,
                    cause=best.cause,
                )
                started = True
        return started

    def start_proposals(self, point, loop):
        """Release proposals while there is room, and return whether there was one."""
        started = False
        if loop.shared:
            return started
        proposed = [p for p in self.pulls.values() if p.point == point and p.state == PROPOSED]
        for pull in sorted(proposed, key=lambda p: (p.priority, p.due, p.id)):
            if loop.propose or (loop.room and self.under_way(point) >= loop.room):
                break
            if pull.held_until <= self.now:
                started = True
                self.say(
                    Kind.PULL_STARTED, point=point + 1, reference=pull.id, quantity=pull.quantity, cause=pull.cause
                )
        return started

    def is_reserved(self, id_):
        return id_ in self.lines and self.lines[id_].reserved_until > 0

    def free_for(self, id_, point):
        """Return free stock that an owner may take: what promises that rank before it count on stays."""
        free = max(0, self.free(point))
        if self.loops[point].kind <= TO_ORDER:
            return free
        rank = self.need_rank(id_, point)
        ahead = [
            (owner.needs[point].due, self.waiting(other, point))
            for other, owner in self.owners().items()
            if point in owner.needs and owner.priority == 0 and self.need_rank(other, point) < rank
        ]
        aside = 0
        for due in {due for due, _ in ahead}:
            comes = sum(
                self.free_supply(pull)
                for pull in self.pulls.values()
                if pull.point == point and self.now <= pull.due <= due and pull.held_until <= self.now
            )
            aside = max(aside, sum(waiting for by, waiting in ahead if by <= due) - comes)
        return max(0, free - aside)

    def serve_pull(self, pull):
        if pull.state != RELEASED or pull.held_until > self.now or pull.source < 0:
            return
        if self.sources[pull.source].kind > MOVE:
            return
        for point in pull.needs:
            if self.pegged_to(pull.id, point) or self.waiting(pull.id, point) > self.free_for(pull.id, point):
                return
        self.say(
            Kind.MATERIAL_ALLOCATED, point=pull.point + 1, reference=pull.id, quantity=pull.quantity, cause=pull.cause
        )

    def ship(self, line, quantity):
        self.say(
            Kind.SHIPMENT_RELEASED, point=line.point + 1, reference=line.id, quantity=quantity, cause=line.last_supply
        )

    def serve_line(self, line):
        rest = line.quantity - line.released
        if rest <= 0 or line.reserved_until:
            return
        need = line.needs[line.point]
        waiting, free = self.waiting(line.id, line.point), self.free_for(line.id, line.point)
        if line.parcels == PARTS:
            ready = min(rest, need.allocated - (line.released - line.shipped) + min(free, waiting))
            if ready <= 0 or ready < min(line.minimum, rest):
                return
            self.ship(line, ready)
        elif self.pegged_to(line.id, line.point) or waiting > free:
            return
        elif line.parcels != WHOLE_ORDER or len(self.ring(line)) == 1:
            self.ship(line, rest)
        elif waiting > 0:
            self.say(Kind.STOCK_ALLOCATED, point=line.point + 1, reference=line.id, quantity=waiting)
        ring = self.ring(line)
        there = [mate.needs[mate.point].allocated + mate.shipped >= mate.quantity for mate in ring]
        if len(ring) > 1 and all(there) and not any(mate.reserved_until for mate in ring):
            for mate in ring:
                if mate.quantity > mate.released:
                    self.ship(mate, mate.quantity - mate.released)
