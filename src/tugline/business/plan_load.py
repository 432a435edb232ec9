"""How busy resources are by a plan, week by week."""

import numpy as np

from tugline.business.naming import Naming
from tugline.business.plan_views import PlannedLoad
from tugline.facts.kinds import NEVER
from tugline.promise.hours import open_until
from tugline.state.arena import Grid, grid_arrays


def load_of(naming: Naming, arrays: dict[str, np.ndarray], grid: Grid, now: int) -> tuple[PlannedLoad, ...]:
    """Return open and busy hours of each resource by week, up to the last one with work."""
    rows = arrays["booking"][: int(arrays["head"]["bookings"][0])]
    rows = rows[rows["stop"] < NEVER]
    if not len(rows):
        return ()
    network = naming.network
    tables, hour = grid_arrays(grid), 3600 / network.tick_seconds
    days = network.day_start
    first_day = int(np.searchsorted(days, now, side="right")) - 1
    monday = first_day - (network.first_day + first_day - 1) % 7
    edges = days[np.clip(np.arange(monday, len(days), 7), 0, None)]
    edges = edges[: int(np.searchsorted(edges, rows["stop"].max())) + 1]
    pool_of, resource_of = arrays["lane"]["pool"], arrays["pool"]["resource"]
    open_hours = np.zeros((len(network.resource_names), len(edges) - 1))
    busy_hours = np.zeros_like(open_hours)
    for pool, row in enumerate(arrays["pool"]):
        until = open_until(tables, int(row["calendar"]), np.maximum(edges, now))
        open_hours[resource_of[pool]] += int(row["lane_stop"] - row["lane_start"]) * np.diff(until) / hour
        mine = rows[pool_of[rows["lane"]] == pool]
        for begin, end in ((mine["start"], 1), (mine["stop"], -1)):
            passed = open_until(tables, int(row["calendar"]), np.maximum(edges[None, :], begin[:, None]).ravel())
            busy_hours[resource_of[pool]] += end * np.diff(passed.reshape(len(begin), len(edges)).sum(0)) / hour
    shown = np.argwhere(busy_hours.sum(1) > 0).ravel()
    return tuple(
        PlannedLoad(
            resource=network.resource_names[resource],
            week=naming.day(int(max(edges[week], 0))),
            open_hours=round(float(open_hours[resource, week]), 2),
            busy_hours=round(float(busy_hours[resource, week]), 2),
        )
        for resource in shown.tolist()
        for week in range(len(edges) - 1)
    )
