"""A slow judge of plans: what of a plan could not happen, in words, by nothing but the tables and the plan's own rows.

It uses none of the planner's code, and reads neither gaps nor levels: those are what it would have to doubt.
"""

from collections import Counter, defaultdict
from itertools import pairwise

BUY, MAKE, MOVE = 2, 0, 1
NEVER = 2**62


def up(a, b):
    return -(-a // b)


def dicts(rows):
    return [dict(zip(rows.dtype.names, row, strict=True)) for row in rows.tolist()]


def problems(network, on_hand, arrays):
    """Return what is wrong with a plan, one sentence each; an empty list where nothing is.

    Parameters
    ----------
    on_hand
        What each stock point has now.
    arrays
        The desk's, once all demands are placed.
    """
    return Judge(network, on_hand, arrays).judge()


class Judge:
    """The rows of a plan as dicts, and what has been found."""

    def __init__(self, network, on_hand, arrays):
        self.network, self.on_hand, self.found = network, on_hand, []
        head = arrays["head"][0]
        self.now = int(head["now"])
        self.demands, self.given = dicts(arrays["demand"]), dicts(arrays["given"])
        self.jobs, self.bookings = dicts(arrays["job"][: head["jobs"]]), dicts(arrays["booking"][: head["bookings"]])
        self.uses, self.receipts = dicts(arrays["use"][: head["uses"]]), dicts(arrays["receipt"][: head["receipts"]])
        self.sources, self.operations = dicts(network.source), dicts(network.operation)
        self.resource_of = [int(arrays["pool"]["resource"][pool]) for pool in arrays["lane"]["pool"]]
        self.unit_of = arrays["lane"]["unit"].tolist()
        self.choices = arrays["choice"][["operation_start", "operation_stop"]].tolist()
        self.hours = {}
        self.step_start = arrays["step_start"].tolist()
        # By demand and job, -1 = the demand itself: what it takes from stock, and which jobs are for it.
        self.taken, self.children = defaultdict(Counter), defaultdict(list)
        for row in self.uses:
            self.taken[row["demand"], row["job"]][row["point"]] += row["quantity"]
        # A step that had begun before there was a plan holds its units as a job of its own, before those of its demand.
        self.under_way = {n for n, job in enumerate(self.jobs) if n < self.demands[job["demand"]]["job_start"]}
        for n, job in enumerate(self.jobs):
            if n not in self.under_way:
                self.children[job["demand"], job["parent"]].append(job)
        self.of_job, self.comes = defaultdict(list), defaultdict(set)
        for row in self.bookings:
            self.of_job[row["job"]].append(row)
        for row in self.receipts:
            self.comes[row["point"]].add(row["tick"])
        for job in self.jobs:
            self.comes[self.sources[job["source"]]["point"]].add(job["stop"])

    def say(self, text):
        self.found.append(text)

    def judge(self):
        self.judge_units()
        for n, job in enumerate(self.jobs):
            if n in self.under_way:
                continue
            self.judge_job(n, job)
            self.judge_lot(n, job)
            self.judge_needs(n, job)
        self.judge_levels()
        for n, receipt in enumerate(self.receipts):
            self.judge_receipt(n, receipt)
        for n, demand in enumerate(self.demands):
            self.judge_demand(n, demand)
        return self.found

    def is_pull(self, job):
        """Return whether a job is an open pull itself, whose lot was decided before."""
        return job["parent"] < 0 and self.demands[job["demand"]]["pull"] >= 0

    def hours_of(self, resource, unit):
        """Return the open stretches of one unit, None = always, from the tables' calendars."""
        if (resource, unit) not in self.hours:
            units, calendar = (int(self.network.resource[resource][name]) for name in ("units", "calendar"))
            if calendar < 0:
                self.hours[resource, unit] = None
            else:
                rows = self.network.open[
                    self.network.calendar_start[calendar] : self.network.calendar_start[calendar + 1]
                ]
                self.hours[resource, unit] = [
                    (start, stop) for start, stop, _, at_work in rows.tolist() if (at_work or units) > unit
                ]
        return self.hours[resource, unit]

    def open_in(self, units, start, stop):
        """Return the stretches of start .. stop in which all units are there."""
        parts = [(start, stop)]
        for unit in units:
            hours = self.hours_of(*unit)
            if hours is not None:
                parts = [(max(a, c), min(b, d)) for a, b in parts for c, d in hours if max(a, c) < min(b, d)]
        return parts

    def judge_units(self):
        by_lane = defaultdict(list)
        for row in self.bookings:
            by_lane[row["lane"]].append((row["start"], row["stop"], row["job"]))
        for lane, rows in by_lane.items():
            rows.sort()
            if rows[0][0] < self.now:
                self.say(f"unit {lane} works before now")
            for (_, stop, one), (start, _, other) in pairwise(rows):
                if start < stop:
                    self.say(f"unit {lane} works on jobs {one} and {other} at once")

    def started(self, job):
        source = self.sources[job["source"]]
        return up(job["quantity"] * source["yield_denominator"], source["yield_numerator"])

    def judge_job(self, n, job):
        """Judge the steps of a job: which, in which order, on what, and for how long."""
        source = self.sources[job["source"]]
        routed = source["kind"] == MAKE and source["supplier"] < 0
        rows = range(source["operation_start"], source["operation_stop"]) if routed else ()
        wanted = sorted({self.operations[row]["step"] for row in rows})
        demand = self.demands[job["demand"]]
        begun = self.is_pull(job) and demand["first_step"] >= 0
        if begun:
            # The desk counts the steps of all sources on, one after another.
            wanted = wanted[demand["first_step"] - self.step_start[job["source"]] :]
        by_step = defaultdict(list)
        for row in self.of_job[n]:
            by_step[row["step"]].append(row)
        done, tick = [], max(self.now, job["material"], demand["begins"] if begun else 0)
        for _, booked in sorted(by_step.items(), key=lambda pair: min(row["start"] for row in pair[1])):
            done.append(self.judge_step(n, job, booked, tick))
            tick = max(row["stop"] for row in booked)
        if done != wanted:
            self.say(f"job {n} has steps {done}, expected {wanted}")
        if by_step and job["start"] != min(row["start"] for row in self.of_job[n]):
            self.say(f"job {n} does not start with its first step")
        if job["stop"] != (tick if begun else max(tick, self.led(source, job))):
            self.say(f"job {n} is there at {job['stop']}, not when its steps and its lead time are over")
        if job["material"] > job["start"]:
            self.say(f"job {n} starts before its material is there")

    def led(self, source, job):
        """Return when the lead time since the material is there has passed; open days are not judged."""
        worked = bool(source["operation_stop"] > source["operation_start"] and source["supplier"] < 0)
        if worked and (source["lead_ticks"] == 0 or source["defaulted_lead"]):
            return 0
        if source["lead_open"]:
            return job["stop"]
        return job["material"] + max(1, source["lead_ticks"])

    def judge_step(self, n, job, booked, tick):
        """Judge the bookings of one step, which is not to begin before a tick, and return its number."""
        choices, starts, stops = ({row[name] for row in booked} for name in ("choice", "start", "stop"))
        start, stop = min(starts), max(stops)
        if len(choices) + len(starts) + len(stops) > 3:
            self.say(f"job {n} does not do all of a step at once")
        first, last = self.choices[min(choices)]
        together = self.operations[first:last]
        number, alternative = together[0]["step"], together[0]["alternative"]
        source = self.sources[job["source"]]
        real = [
            row for row in range(source["operation_start"], source["operation_stop"])
            if (self.operations[row]["step"], self.operations[row]["alternative"]) == (number, alternative)
        ]  # fmt: skip
        if real != list(range(first, last)):
            self.say(f"job {n} does a step by an alternative that its source does not have")
        units = [(self.resource_of[row["lane"]], self.unit_of[row["lane"]]) for row in booked]
        if sorted(resource for resource, _ in units) != sorted({row["resource"] for row in together}):
            self.say(f"job {n} has not one unit of each resource of step {number}")
        work = max(
            1, *(row["setup_ticks"] + up(self.started(job) * row["run_numerator"], row["run_denominator"])
                 for row in together),
        )  # fmt: skip
        opened = self.open_in(units, start, stop)
        if sum(b - a for a, b in opened) != work:
            self.say(f"job {n} works {sum(b - a for a, b in opened)} on step {number}, expected {work}")
        elif (opened[0][0], opened[-1][1]) != (start, stop):
            self.say(f"job {n} begins or ends step {number} in closed hours")
        if start < tick:
            self.say(f"job {n} begins step {number} at {start}, before {tick}")
        return number

    def judge_lot(self, n, job):
        source = self.sources[job["source"]]
        if self.is_pull(job):
            return
        if source["kind"] not in (MAKE, MOVE) or not source["valid_from"] <= self.now < source["valid_to"]:
            self.say(f"job {n} is of a source that cannot be used")
        if not 0 < job["wanted"] <= job["quantity"]:
            self.say(f"job {n} is for {job['wanted']} of {job['quantity']}")
        self.judge_quantity(f"job {n}", source, job["quantity"], job["wanted"])

    def judge_quantity(self, what, source, quantity, wanted):
        """Judge a lot: whole multiples, at least the minimum, at most the maximum, and no more than these ask for."""
        multiple = source["multiple"]
        most = source["maximum"] if source["maximum"] >= NEVER else max(1, source["maximum"] // multiple) * multiple
        least = min(most, up(max(source["minimum"], wanted), multiple) * multiple)
        if quantity % multiple or quantity > most or quantity < least:
            self.say(f"{what} has a lot of {quantity}, which is not one of its source")
        elif quantity > least:
            self.say(f"{what} has a lot of {quantity}, where {least} would do")

    def needs(self, job):
        """Return what a job needs of each point in all."""
        wanted = Counter()
        source, demand = self.sources[job["source"]], self.demands[job["demand"]]
        if self.is_pull(job):
            for row in self.given[demand["given_start"] : demand["given_stop"]]:
                wanted[row["point"]] += row["quantity"]
        elif source["kind"] == MOVE:
            wanted[source["from_point"]] += job["quantity"]
        else:
            for point, numerator, denominator in self.network.need[source["need_start"] : source["need_stop"]].tolist():
                wanted[point] += up(self.started(job) * numerator, denominator)
        return wanted

    def judge_needs(self, n, job):
        """Judge whether all that a job needs was taken from stock or made for it, and is there when it starts."""
        had = Counter(self.taken[job["demand"], n])
        for other in self.children[job["demand"], n]:
            had[self.sources[other["source"]]["point"]] += other["wanted"]
            if other["stop"] > job["start"]:
                self.say(f"job {n} starts at {job['start']}, and what is made for it is there at {other['stop']}")
        if +had != +self.needs(job):
            self.say(f"job {n} has {dict(had)} of what it needs: {dict(self.needs(job))}")

    def judge_levels(self):
        """Judge that nothing is taken before it is there; what is over of a lot is there when its job stops."""
        changes = [Counter({self.now: int(quantity)}) for quantity in self.on_hand]
        for row in self.receipts:
            changes[row["point"]][row["tick"]] += row["quantity"]
        for job in self.jobs:
            changes[self.sources[job["source"]]["point"]][job["stop"]] += job["quantity"] - job["wanted"]
        for row in self.uses:
            changes[row["point"]][row["tick"]] -= row["quantity"]
            leaves = self.jobs[row["job"]]["start"] if row["job"] >= 0 else self.demands[row["demand"]]["ready"]
            if row["tick"] != leaves:
                self.say(f"{row['quantity']} of point {row['point']} leave at {row['tick']}, not when they are taken")
        for point, of_point in enumerate(changes):
            level = 0
            for tick in sorted(of_point):
                level += of_point[tick]
                if level < 0:
                    self.say(f"of point {point} there are {level} at {tick}")
                    break

    def judge_receipt(self, n, receipt):
        """Judge a purchase: the lot, the day on which it is ordered, and that it does not come too soon."""
        if receipt["demand"] < 0:
            return
        source = self.sources[receipt["source"]]
        if source["kind"] != BUY or source["point"] != receipt["point"]:
            self.say(f"purchase {n} is not of a source of its point")
        lead = source["lead_ticks"]
        if source["lead_open"]:
            lead = up(lead * 7 * 86_400, 5 * self.network.tick_seconds)
        if receipt["placed"] < self.now or receipt["tick"] < receipt["placed"] + max(1, lead):
            self.say(f"purchase {n} comes at {receipt['tick']}, ordered at {receipt['placed']}")
        calendar = int(self.network.party["order_calendar"][source["supplier"]]) if source["supplier"] >= 0 else -1
        if calendar >= 0:
            rows = self.network.open[self.network.calendar_start[calendar] : self.network.calendar_start[calendar + 1]]
            if not any(row["start"] <= receipt["placed"] < row["stop"] for row in rows):
                self.say(f"purchase {n} is ordered on a day without orders")
        multiple = source["multiple"]
        if receipt["quantity"] < source["minimum"] or receipt["quantity"] % multiple or receipt["quantity"] < 1:
            self.say(f"purchase {n} has a lot of {receipt['quantity']}, which is not one of its source")

    def judge_demand(self, n, demand):
        """Judge that all of a demand is covered, and that it is there when the last of it arrives."""
        rows, mine = self.children[n, -1], self.taken[n, -1]
        if demand["ready"] >= NEVER:
            if rows or mine:
                self.say(f"demand {n} can never be had, and something is done for it")
            return
        if demand["pull"] >= 0:
            had = sum(job["quantity"] for job in rows)
        else:
            had = sum(mine.values()) + sum(job["wanted"] for job in rows)
        if had != demand["quantity"]:
            self.say(f"demand {n} has {had} of {demand['quantity']}")
        points = {self.sources[job["source"]]["point"] for job in rows} | set(mine)
        if points - {demand["point"]}:
            self.say(f"demand {n} is for point {demand['point']} and has something of {sorted(points)}")
        last = max([self.now, *(job["stop"] for job in rows)])
        comes = self.comes[demand["point"]] if mine else ()
        if demand["ready"] != last and (demand["ready"] < last or demand["ready"] not in comes):
            self.say(f"demand {n} is ready at {demand['ready']}, and the last of it comes at {last}")
