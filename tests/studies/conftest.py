"""A business from tables, as every run of a study begins with it."""

import pytest

from tugline.business.needed import read_source
from tugline.business.study_base import base_of, founded
from tugline.network.compile import compile_network


@pytest.fixture
def base_of_tables():
    def base(given):
        tables = read_source(given)
        network = compile_network(tables)
        with founded(network, tables) as business:
            return base_of(business.core, tables, 0)[0]

    return base
