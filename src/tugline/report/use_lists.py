"""Resources of a study as a list: how much of their open hours they work, and where the constraint is."""

import math

from tugline.business.study_alike import listed
from tugline.business.studying import Study
from tugline.report.listing import Cell, Column, Listing, cells
from tugline.studies.compare import Estimate
from tugline.units.quantity import format_share as share

MOST = 8
"""So many resources are listed, those that are used most."""


def uses_listing(study: Study) -> Listing | None:
    """Return the resources that are used most, None where nothing works on any."""
    used, names = study.uses.used, listed(study)
    most: dict[str, float] = {}
    for of in used.values():
        for resource, found in of.items():
            most[resource] = max(most.get(resource, 0.0), found.mean)
    if not most:
        return None
    ordered = sorted(most, key=lambda name: (-most[name], name))
    rows = tuple(cells(name, *(_share(used[policy].get(name)) for policy in names)) for name in ordered[:MOST])
    columns = (Column("resource"), *(Column(name, right=True) for name in names))
    return Listing("resources", "Resources", columns, rows, len(ordered), _says(study), whole=True)


def _share(found: Estimate | None) -> Cell:
    if found is None:
        return Cell("0.0%")
    wide = found.high - found.mean
    return Cell(f"{share(found.mean)} ± {share(wide)}" if 0 < wide < math.inf else share(found.mean))


def _says(study: Study) -> str:
    """Return which resource is the constraint under each policy, and what an hour of it earns."""
    said = []
    for policy in listed(study):
        constraint = study.uses.constraint[policy]
        if constraint is not None:
            mean, half = constraint.hourly.mean / 100, (constraint.hourly.high - constraint.hourly.mean) / 100
            worth = f"{mean:,.2f}{f' ± {half:,.2f}' if 0 < half < math.inf else ''} {study.currency}"
            said.append(f"under {policy} {constraint.resource}, an hour of whose work earns {worth}")
    told = "share of their open hours that they work; used most, and so the constraint: " + "; ".join(said)
    return f"{told} (net revenue less material)"
