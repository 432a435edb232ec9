"""What only facts still speak of stays in the network: points, parties, the default location."""

from tugline.network.compile import compile_network
from tugline.network.known import Known
from tugline.network.read import read_business

SETTINGS = {"name": "test", "currency": "EUR", "timezone": "UTC", "start": "2024-01-01"}
ORDER = {"order": "1", "item": "pen", "location": "hall", "customer": "ann", "quantity": "1"} | {
    "ordered_at": "2024-01-02"
}


def tables(**more):
    return read_business({"business": SETTINGS, "items": [{"item": "pen"}, {"item": "ink"}], **more}, loop_schemas={})


def test_a_network_with_what_is_known_is_that_of_the_tables_that_said_it():
    said = compile_network(tables(orders=[ORDER]))
    known = Known(points=said.point_names, customers=("ann",), default_location="hall")
    again = compile_network(tables(), known)
    assert again.point_names == said.point_names
    assert again.source_names == said.source_names
    assert again.party_keys == said.party_keys
    assert (again.source == said.source).all()
    assert again.registers.default_location == said.registers.default_location


def test_a_point_of_an_item_that_is_gone_is_not_made_up():
    assert compile_network(tables(), Known(points=("cap\thall",))).point_names == ("ink\thall", "pen\thall")


def test_the_default_location_stays_when_another_name_sorts_first():
    order = {**ORDER, "location": "attic"}
    assert compile_network(tables(orders=[order])).location_names == ("attic",)
    known = Known(points=("pen\thall",), default_location="hall")
    network = compile_network(tables(orders=[order]), known)
    assert network.location_names[network.registers.default_location] == "hall"
    assert set(network.point_names) == {"pen\tattic", "pen\thall", "ink\thall"}


def test_a_table_of_locations_decides_where_things_stand_by_default():
    network = compile_network(tables(locations=[{"location": "shop"}]), Known(default_location="hall"))
    assert network.location_names == ("shop",)


def test_the_supplier_whom_nobody_named_is_no_location():
    made = {"sources": [{"item": i, "location": "hall", "kind": "make"} for i in ("pen", "ink")]}
    network = compile_network(tables(**made), Known(suppliers=("unnamed supplier", "acme")))
    assert network.party_names == ("acme", "unnamed supplier")
    assert network.location_names == ("acme", "hall")
