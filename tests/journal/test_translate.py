"""Between rows of a network and name ids of a journal."""

from types import SimpleNamespace

import numpy as np
import pytest

from tugline.errors import NetworkChangedError
from tugline.facts.kinds import COLUMNS, FACT
from tugline.journal.opening import open_journal
from tugline.journal.translate import COLUMNS as TRANSLATED
from tugline.journal.translate import Translator


def network(points="abc", parties="xy", sources="st", resources="m"):
    return SimpleNamespace(
        point_names=tuple(points),
        party_keys=tuple(parties),
        source_names=tuple(sources),
        resource_names=tuple(resources),
    )


def rows(**columns):
    made = np.zeros(len(next(iter(columns.values()))), FACT)
    made["kind"], made["seq"] = 42, np.arange(1, len(made) + 1)
    for column, values in columns.items():
        made[column] = values
    return made


def test_rows_become_names_and_names_become_the_same_rows():
    with open_journal() as journal:
        journal.intern("lot", ["something before"])
        there = Translator(journal, network())
        here = rows(
            point=[0, 1, 2, 3], party=[2, 0, 1, 2], source=[0, 1, 2, 0], resource=[1, 0, 0, 1], lot=[9, 9, 9, 9]
        )
        out = there.to_journal(here)
        assert journal.texts(out["point"]) == ["", "a", "b", "c"]
        assert journal.texts(out["party"]) == ["y", "", "x", "y"]
        assert journal.texts(out["source"]) == ["", "s", "t", ""]
        assert journal.texts(out["resource"]) == ["m", "", "", "m"]
        assert (there.from_journal(out) == here).all()
        for column in set(COLUMNS) - set(TRANSLATED):
            assert (out[column] == here[column]).all()


def test_facts_mean_the_same_in_a_network_whose_rows_moved(file):
    with open_journal(file) as journal:
        old = Translator(journal, network(points="abc"))
        journal.append(old.to_journal(rows(point=[1, 2, 3])))
    with open_journal(file) as journal:
        new = Translator(journal, network(points="zcba"))
        assert new.from_journal(next(journal.read()))["point"].tolist() == [4, 3, 2]


def test_a_fact_about_something_that_is_gone_is_named():
    with open_journal() as journal:
        old = Translator(journal, network(points=("bike\tshop", "saddle\tshop")))
        kept = old.to_journal(rows(point=[1, 2]))
        fewer = Translator(journal, network(points=("bike\tshop",)))
        with pytest.raises(NetworkChangedError, match="fact 2 speaks of the point 'saddle at shop'"):
            fewer.from_journal(kept)


def test_a_network_without_resources_is_translated_too():
    with open_journal() as journal:
        bare = Translator(journal, network(resources="", parties="", sources=""))
        here = rows(point=[1, 3])
        assert (bare.from_journal(bare.to_journal(here)) == here).all()
