"""The command `search`."""

from pathlib import Path

from tugline.cli.options import Flag, Whole, WholeOrNone


def search(
    folder: Path,
    *,
    service: float = 0.95,
    budget: Whole = 60,
    years: float = 1.0,
    replications: Whole = 5,
    seed: Whole = 1,
    warm_up: Whole = 180,
    threads: WholeOrNone = None,
    json: Flag = False,
    quiet: Flag = False,
) -> int:
    """Search how much loops should keep and in what lots, for the most money at a wanted service.

    The loops in force are turned by factors of 1/4 to 4: what is kept where customers ask, what is kept behind it, and
    lots. All are tried in the same simulated worlds, and what is found again in others. Nothing is changed.

    Parameters
    ----------
    folder
        The business's folder.
    service
        Share of order lines on time, and of customers at a till who find all, that is to be given.
    budget
        About so many sets of factors are tried.
    years
        What is measured, after the warm-up.
    replications
        Worlds of the search; what is found is tried in twice as many others.
    seed
        Of all luck: the same seed finds the same.
    warm_up
        Days at the start that are not measured, rounded up to whole weeks.
    threads
        Worlds that run side by side; all cores if left away.
    json
        Print one JSON document instead of the text.
    quiet
        Show no progress. There is none anyway where standard error is not a terminal.
    """
    from functools import partial

    from tugline.business.searching import search_loops
    from tugline.cli.showing import tell, with_bar

    run = partial(
        search_loops, folder, service=service, budget=budget, years=years, replications=replications, seed=seed,
        warm_up=warm_up, threads=threads,
    )  # fmt: skip
    found = with_bar(run, "trying factors", quiet=quiet)
    from tugline.report.search_lists import search_json
    from tugline.report.search_terminal import print_search

    tell(found, document=search_json, text=print_search, as_json=json)
    return 0
