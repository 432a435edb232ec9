"""A business from tables, as every run of a study begins with it."""

import pytest

from tugline.business.core import Core
from tugline.business.founding import found, plan_loops
from tugline.business.needed import read_source
from tugline.business.study_base import base_of
from tugline.business.tabled import read_signals
from tugline.journal.opening import open_journal
from tugline.network.compile import compile_network


@pytest.fixture
def base_of_tables():
    def base(given):
        tables = read_source(given)
        network = compile_network(tables)
        with open_journal() as journal:
            core = Core(network, journal, world=True)
            found(core, tables, plan_loops(network, core.grid, tables, read_signals(network, tables, journal))[1])
            return base_of(core, tables, 0)[0]

    return base
