"""Release by load limits: a line holds back what would bring a resource more work than its limit."""

import random

import numpy as np
import pytest

from tugline.facts.kinds import Kind
from tugline.state.layout import PROPOSED

HOUR = 60


def step(number, resource, run, *, alternative=1, setup=0):
    return {
        "step": number, "alternative": alternative, "resource": resource, "run_numerator": run, "setup_ticks": setup,
    }  # fmt: skip


def shop(net, on, limits, routes, room=100):
    """A line that makes each item of `routes` ({name: [step, ...]}) without material; limits by resource, in ticks."""
    for limit in limits:
        net.resource(load_limit=limit)
    for name in routes:
        net.point(name, location=0)
    for name, steps in routes.items():
        net.make(name, 0, operations=steps)
    bench = on(net)
    for name in routes:
        bench.at(0, *bench.loop(name, "conwip", room=room))
    return bench


def released(said):
    return [(fact.point, fact.quantity) for fact in said if fact.kind in (Kind.PULL_STARTED, Kind.PULL_RELEASED)]


def test_what_would_pass_the_limit_of_a_resource_waits_until_work_ahead_of_it_is_done(net, on):
    """Ten hours at most on the saw. 6 h and 3 h go; 2 h would make 11, and 1 h of a worse rank makes just 10.

    When the 6 h are done the 2 h go, although the board they are for is still at the drill.
    """
    saw, drill = 0, 1
    routes = {"board": [step(1, saw, HOUR), step(2, drill, HOUR)]}
    bench = shop(net, on, [10 * HOUR, 0], routes)
    orders = [bench.order("board", hours, 1000 + n) for n, hours in enumerate((6, 3, 2, 1))]
    assert released(bench.at(1, *orders)) == [("board", 6), ("board", 3), ("board", 1)]
    first = int(bench.pulls("board")[0]["id"])
    assert released(bench.at(2, bench.started(first, 1))) == []
    assert released(bench.at(3, bench.finished(first, 1))) == [("board", 2)]


def test_a_resource_with_nothing_to_do_takes_a_job_above_its_limit(net, on):
    bench = shop(net, on, [10 * HOUR], {"beam": [step(1, 0, HOUR)]})
    assert released(bench.at(1, bench.order("beam", 30, 900), bench.order("beam", 1, 901))) == [("beam", 30)]


def test_only_what_needs_a_loaded_resource_waits(net, on):
    """The saw is full; a shelf that goes over the drill alone passes those that wait for the saw."""
    routes = {"board": [step(1, 0, HOUR)], "shelf": [step(1, 1, HOUR)]}
    bench = shop(net, on, [4 * HOUR, 4 * HOUR], routes)
    said = bench.at(1, bench.order("board", 4, 100), bench.order("board", 4, 101), bench.order("shelf", 4, 900))
    assert released(said) == [("board", 4), ("shelf", 4)]


def test_room_and_load_both_hold_back(net, on):
    bench = shop(net, on, [10 * HOUR], {"board": [step(1, 0, HOUR)]}, room=2)
    said = bench.at(1, *[bench.order("board", 1, 100 + n) for n in range(4)])
    assert released(said) == [("board", 1)] * 2


def test_a_drum_is_fed_by_its_rope(net, on):
    """Only the second station states a limit, of two hours: work is released at its pace, whatever the first can."""
    routes = {"board": [step(1, 0, 5), step(2, 1, HOUR)]}
    bench = shop(net, on, [0, 2 * HOUR], routes)
    said = bench.at(1, *[bench.order("board", 1, 100 + n) for n in range(5)])
    assert released(said) == [("board", 1)] * 2
    now = 1
    for n in range(3):
        pull = int(bench.pulls("board")[0]["id"])
        for row in (bench.started(pull, 1), bench.finished(pull, 1), bench.started(pull, 2)):
            now += 10
            assert released(bench.at(now, row)) == []
        now += 10
        assert released(bench.at(now, bench.finished(pull, 2))) == [("board", 1)], f"board {n} has left the drum"
        bench.at(now + 1, bench.received(pull))
    assert len(bench.pulls("board")) == 2


def test_of_two_lines_that_share_a_resource_the_best_of_both_goes_first(net, on):
    """Six late orders at one place and six urgent ones at another, two hours of the saw at a time for all of them."""
    net.resource(load_limit=2 * HOUR)
    for place, name in enumerate(("late", "urgent")):
        net.point(name, location=place)
    for name in ("late", "urgent"):
        net.make(name, 0, operations=[step(1, 0, HOUR)])
    bench = on(net)
    bench.at(0, *bench.loop("late", "conwip", room=100), *bench.loop("urgent", "conwip", room=100))
    orders = [bench.order(name, 1, due + n) for n in range(6) for name, due in (("late", 900), ("urgent", 100))]
    went = released(bench.at(1, *orders))
    for now in range(2, 12):
        pull = next(int(pull["id"]) for pull in bench.pulls() if pull["state"] != PROPOSED)
        went += released(bench.at(now, bench.received(pull)))
    assert went == [("urgent", 1)] * 6 + [("late", 1)] * 6


def test_work_that_is_called_off_loads_nothing_any_more(net, on):
    bench = shop(net, on, [4 * HOUR], {"board": [step(1, 0, HOUR)]})
    bench.at(1, bench.order("board", 4, 100), bench.order("board", 3, 101))
    first = next(row for row in bench.journal[-1] if row["kind"] == int(Kind.ORDER_PLACED))
    said = bench.at(2, bench.about(Kind.ORDER_CANCELLED, int(first["seq"])))
    assert released(said) == [("board", 3)]


class Slow:
    """The loads of a shop by the journal alone, and what may go: an independent and slow reading of the rule."""

    def __init__(self, limits, routes, names):
        self.limits, self.routes, self.names = limits, routes, names
        self.pulls, self.seen = {}, 0

    def work(self, pull):
        """Return the ticks of work that are not done of a pull, by resource; first alternatives count."""
        work = np.zeros(len(self.limits), np.int64)
        for number in sorted({s["step"] for s in self.routes[pull["name"]]} - pull["done"]):
            rows = [s for s in self.routes[pull["name"]] if s["step"] == number]
            for s in rows:
                if s["alternative"] == rows[0]["alternative"]:
                    work[s["resource"]] += max(1, s["setup_ticks"] + s["run_numerator"] * pull["rest"])
        return work

    def load(self):
        return sum((self.work(p) for p in self.pulls.values() if p["out"]), np.zeros(len(self.limits), np.int64))

    def fits(self, pull):
        own, load = self.work(pull), self.load()
        return all(
            not own[r] or not limit or not load[r] or load[r] + own[r] <= limit for r, limit in enumerate(self.limits)
        )

    def waiting(self):
        return sorted(
            (p for p in self.pulls.values() if not p["out"]), key=lambda p: (p["priority"], p["due"], p["id"])
        )

    def take(self, row):
        """Take in one fact; whatever is released must be the best of those that may go."""
        kind, pull = row["kind"], self.pulls.get(int(row["reference"]))
        if kind in (int(Kind.PULL_PROPOSED), int(Kind.PULL_RELEASED)):
            assert kind == int(Kind.PULL_PROPOSED), "nothing is released before it is known who else wants to"
            self.pulls[int(row["seq"])] = {
                "id": int(row["seq"]), "name": self.names[int(row["point"]) - 1], "rest": int(row["quantity"]),
                "priority": int(row["priority"]), "due": int(row["due"]), "out": False, "done": set(),
            }  # fmt: skip
        elif kind == int(Kind.PULL_STARTED):
            assert next(p for p in self.waiting() if self.fits(p)) is pull
            pull["out"] = True
        elif pull is not None and kind == int(Kind.FINISHED):
            pull["done"] |= set(range(1, int(row["code"]) + 1))
        elif pull is not None and kind == int(Kind.STARTED):
            pull["done"] |= set(range(1, int(row["code"])))
        elif pull is not None and kind in (int(Kind.RECEIVED), int(Kind.PULL_WITHDRAWN), int(Kind.SCRAPPED)):
            pull["rest"] -= int(row["quantity"])
            if pull["rest"] <= 0:
                del self.pulls[pull["id"]]
        elif pull is not None and kind == int(Kind.PULL_MOVED):
            pull["due"], pull["priority"] = int(row["due"]), int(row["priority"])
        elif kind == int(Kind.PULSE_CLOSED):
            assert not any(self.fits(p) for p in self.waiting()), "nobody waits who may go"


@pytest.mark.parametrize("seed", range(30))
def test_a_shop_at_random_releases_what_the_slow_reading_says(net, on, seed):
    dice = random.Random(seed)
    limits = [dice.choice([0, 60, 200, 500]) for _ in range(3)]
    limits[dice.randrange(3)] = 120
    routes = {
        f"i{n}": [
            step(
                number, dice.randrange(3), dice.choice([5, 20, 60]), alternative=alternative, setup=dice.choice([0, 9])
            )
            for number in range(1, dice.choice([2, 3, 4]))
            for alternative in range(1, dice.choice([2, 2, 3]))
        ]
        for n in range(4)
    }
    bench = shop(net, on, limits, routes)
    slow, orders, out, now = Slow(limits, routes, bench.net.names), [], 0, 0
    for _ in range(80):
        now += dice.choice([0, 1, 30])
        rows = []
        for pull in bench.pulls():
            id_, state = int(pull["id"]), int(pull["state"])
            last = max(s["step"] for s in routes[bench.net.names[pull["point"]]])
            if state == PROPOSED or dice.random() < 0.5 or len(rows) > 2:
                continue
            if pull["finished"] == last:
                rows.append(bench.received(id_))
            elif pull["step"] > pull["finished"]:
                rows.append(bench.finished(id_, int(pull["step"])))
            else:
                rows.append(bench.started(id_, int(pull["finished"]) + 1))
        if dice.random() < 0.7:
            rows.append(
                bench.order(
                    f"i{dice.randrange(4)}", dice.randint(1, 6), now + dice.randint(1, 900), dice.choice([3, 5])
                )
            )
        if orders and dice.random() < 0.1:
            rows.append(bench.about(Kind.ORDER_CANCELLED, orders.pop(dice.randrange(len(orders)))))
        bench.at(now, *rows)
        for row in bench.journal[-1]:
            slow.take(row)
            orders += [int(row["seq"])] if row["kind"] == int(Kind.ORDER_PLACED) else []
            out += row["kind"] == int(Kind.PULL_STARTED)
    assert out > 10
