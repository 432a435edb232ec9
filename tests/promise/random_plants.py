"""Random small plants: a few resources with hours, steps with alternatives, bills, lots, stock and supply to come."""

from tests.promise.plants import Plant, Source
from tests.reference.placing_twin import LATEST


def random_hours(luck):
    """Return shifts, some with fewer units, and pauses between them; now and then they end for good early on."""
    found, tick = [], luck.randrange(12)
    until = luck.choice((60, 150, *((LATEST - 60,) * 8)))
    while tick < until:
        stop = tick + luck.randint(8, 40)
        found.append((tick, stop, luck.choice((0, 0, 1, 2))))
        tick = stop + luck.choice((0, 3, 10))
    return found


def random_steps(luck, resources):
    """Return 1 to 3 steps of 1 or 2 alternatives on 1 or 2 resources at once."""
    steps = []
    for _ in range(luck.choice((1, 1, 2, 3))):
        step = []
        for _ in range(luck.choice((1, 1, 2))):
            picked = luck.sample(resources, min(len(resources), luck.choice((1, 1, 2))))
            step.append([(resource, luck.randrange(4), luck.randint(1, 3)) for resource in picked])
        steps.append(step)
    return steps


def making(luck, parts, resources, whole_lots):
    """Return a source that makes; without whole lots nothing is over for others later."""
    lots = {"minimum": luck.choice((0, 0, 4)), "multiple": luck.choice((1, 1, 3))} if whole_lots else {}
    good = luck.choice(((1, 1), (1, 1), (4, 5)))
    return Source("make", lead=luck.choice((0, 0, 0, 12)), good=good, parts=parts,
                  steps=random_steps(luck, resources), **lots)  # fmt: skip


def buying(luck):
    return Source("buy", lead=luck.randint(1, 50), minimum=luck.choice((0, 5)), multiple=luck.choice((1, 4)))


def random_plant(luck, shape, *, whole_lots):
    """Return a plant whose point 0 is made.

    Parameters
    ----------
    shape
        `chain`: of one part, which is made of one part, which is bought. `apart`: of two made parts that share neither
        resources nor parts. `shared`: of two made parts on the same resources, of the same bought part or of two.
    """
    calendars = [random_hours(luck) for _ in range(2)]
    resources = [(luck.randint(1, 3), luck.choice((-1, 0, 1))) for _ in range(4)]
    everyone = range(4)
    points = []
    if shape == "chain":
        depth = luck.choice((1, 2, 2))
        points = [[making(luck, [(row + 1, luck.randint(1, 2))], everyone, whole_lots)] for row in range(depth)]
        points.append([buying(luck)])
    else:
        groups = ([0, 1], [2, 3]) if shape == "apart" else (luck.sample(everyone, 2),) * 2
        bought = (3, 4) if shape == "apart" else (3, luck.choice((3, 4)))
        points = [[making(luck, [(1, 1), (2, luck.randint(1, 2))], everyone, whole_lots)]]
        points += [[making(luck, [(part, 1)], group, whole_lots)] for part, group in zip(bought, groups, strict=True)]
        points += [[buying(luck)], [buying(luck)]]
    return Plant(points, resources, calendars, on_hand=[luck.choice((0, 0, 2, 7)) for _ in points])


def with_supply(luck, plant, *, made):
    """Let something be on its way to some of the points, to those that are made only if told so."""
    rows = [row for row, sources in enumerate(plant.points) if made or sources[0].kind == "buy"]
    plant.supply = [(luck.choice(rows), luck.randint(1, 150), luck.randint(1, 6)) for _ in range(luck.randrange(4))]
    return plant


def random_wants(luck, plant, most):
    """Return demands for anything, some of which cannot be met in time."""
    points = range(len(plant.points))
    return [
        {"point": luck.choice(points), "quantity": luck.randint(1, 4), "due": luck.randrange(200), "priority": 1}
        for _ in range(luck.randrange(most + 1))
    ]


def with_more_sources(luck, plant):
    """Let lots have a maximum, and points a second source that makes, buys, or moves from a store that buys."""
    store, bought = len(plant.points), len(plant.points) - 1
    for sources in plant.points:
        if sources[0].kind != "make":
            continue
        if luck.random() < 0.3:
            sources[0].maximum = luck.randint(3, 6)
        if luck.random() < 0.5:
            sources.append(luck.choice((buying(luck), making(luck, [(bought, 1)], range(4), whole_lots=True))))
    plant.points[bought].append(Source("move", lead=luck.randint(0, 9), origin=store, minimum=luck.choice((0, 3))))
    plant.points.append([buying(luck)])
    plant.on_hand.append(luck.choice((0, 9)))
    return plant


def with_pulls(luck, plant, wants, now):
    """Make open pulls of some wants, and return what they still need; some have begun with one of their steps."""
    given, source, step = [], 0, 0
    rows = {}  # of each point: row of its first source, and of the first step of that
    for point, sources in enumerate(plant.points):
        rows[point] = (source, step, len(sources[0].steps))
        source += len(sources)
        step += sum(len(one.steps) for one in sources)
    for want in wants:
        first, step, steps = rows[want["point"]]
        if luck.random() < 0.6 or plant.points[want["point"]][0].kind == "buy":
            continue
        want.update(pull=len(given), source=first, given_start=len(given))
        given += [(luck.randrange(want["point"] + 1, len(plant.points)), luck.randint(1, 4), 0)]
        want.update(given_stop=len(given))
        if luck.random() < 0.4:
            want.update(first_step=step + luck.randrange(steps + 1), begins=now + luck.randrange(20))
    return given
