"""Resources and limited sources of a study as a list: how much they are used, and where the constraint is."""

import math

from tugline.business.study_alike import listed
from tugline.business.studying import Study
from tugline.report.listing import Cell, Column, Listing, cells
from tugline.studies.compare import Estimate
from tugline.units.quantity import format_share as share

MOST = 8
"""So many are listed, those that are used most."""


def uses_listing(study: Study) -> Listing | None:
    """Return the resources and sources that are used most, None where nothing works on any."""
    used, names = study.uses.used, listed(study)
    most: dict[str, float] = {}
    for of in used.values():
        for resource, found in of.items():
            most[resource] = max(most.get(resource, 0.0), found.mean)
    if not most:
        return None
    ordered = sorted(most, key=lambda name: (-most[name], name))
    rows = tuple(cells(name, *(_share(used[policy].get(name)) for policy in names)) for name in ordered[:MOST])
    columns = (Column("resource or source"), *(Column(name, right=True) for name in names))
    return Listing("resources", "Resources and limited sources", columns, rows, len(ordered), _says(study), whole=True)


def _share(found: Estimate | None) -> Cell:
    if found is None:
        return Cell("0.0%")
    wide = found.high - found.mean
    return Cell(f"{share(found.mean)} ± {share(wide)}" if 0 < wide < math.inf else share(found.mean))


def _says(study: Study) -> str:
    """Return what is the constraint under each policy, and what an hour of it earns, or that nothing is."""
    said = []
    for policy in listed(study):
        most = study.uses.constraint[policy]
        if most is None:
            said.append(f"under {policy} nothing works")
        elif most.binds:
            mean, half = most.hourly.mean / 100, (most.hourly.high - most.hourly.mean) / 100
            worth = f"{mean:,.2f}{f' ± {half:,.2f}' if 0 < half < math.inf else ''} {study.currency}"
            said.append(
                f"under {policy} {most.resource} is used most, and so the constraint: an hour of its work earns {worth}"
            )
        else:
            used = f"used most: {most.resource}, {share(most.used.mean)}"
            said.append(f"under {policy} no resource and no source limits what comes through ({used})")
    told = "share of their open hours that resources work, and of its weekly_capacity that comes of a source"
    worth = " (net revenue less material)" if any(c and c.binds for c in study.uses.constraint.values()) else ""
    return f"{told}; {'; '.join(said)}{worth}"
