"""The bicycle maker's raw tables become a business; every rule is held to a few rows written by hand."""

import pytest

from tugline.errors import RefusedError, UsageError
from tugline.exchange import IMPORTERS


@pytest.fixture(scope="module")
def maker(write_raw, tmp_path_factory):
    folder = tmp_path_factory.mktemp("maker")
    return IMPORTERS["adventureworks"](write_raw(folder / "raw"), folder / "business")


@pytest.fixture
def table(maker, rows):
    return lambda name: [tuple(row.values()) for row in rows(maker.target, name)]


def test_items_are_the_products_that_anything_speaks_of(table):
    assert table("items") == [
        ("BK-1", "Bike", "EA", "Road Bikes", "women", "Red", "52", "500.0000", "900.0000"),
        ("FR-1", "Frame", "EA", "", "", "", "", "", ""),
        ("BA-1", "Ball", "EA", "", "", "", "", "", ""),
        ("PA-1", "Paint", "OZ", "", "", "", "", "", ""),
        ("CA-1", "Cap", "EA", "Road Bikes", "universal", "", "", "6.9200", "8.9900"),
        ("HN-1", "Hex nut", "EA", "", "", "", "", "", ""),
    ]


def test_the_warehouse_is_the_default_location(table):
    assert table("locations") == [("warehouse", "warehouse"), ("factory", "factory")]


def test_stock_is_summed_over_the_factory_and_what_is_counted_nowhere_is_left_unknown(table):
    assert table("stock") == [
        ("BK-1", "warehouse", "5"),
        ("BK-1", "factory", "5"),
        ("BA-1", "factory", "1000"),
    ]


def test_what_is_sold_moves_from_the_factory_and_what_is_made_or_bought_comes_there(rows, maker):
    found = [(row["item"], row["location"], row["kind"], row["from"]) for row in rows(maker.target, "sources")]
    assert [each for each in found if each[2] != "buy"] == [
        ("BK-1", "warehouse", "move", "factory"),
        ("BK-1", "factory", "make", ""),
        ("FR-1", "factory", "make", ""),
        ("CA-1", "warehouse", "move", "factory"),
    ]


def test_only_a_made_product_without_routing_has_a_lead_time(rows, maker):
    lead = {row["item"]: row["lead_time"] for row in rows(maker.target, "sources") if row["kind"] == "make"}
    assert lead == {"BK-1": "", "FR-1": "1d"}


def test_vendors_rank_by_their_history_then_preference_then_price_and_inactive_ones_are_gone(rows, maker):
    """Usual had two lines before the start, Cheap one; its rejected line and the two after the start do not count."""
    ranked = {row["from"]: row["priority"] for row in rows(maker.target, "sources") if row["item"] == "BA-1"}
    assert ranked == {"USUAL0001": "1", "CHEAP0001": "2", "PREFER0001": "3"}


def test_a_price_without_a_last_receipt_is_the_standard_price(rows, maker):
    price = {row["from"]: row["unit_cost"] for row in rows(maker.target, "sources") if row["item"] == "BA-1"}
    assert price == {"USUAL0001": "48.5000", "CHEAP0001": "41.0000", "PREFER0001": "49.00"}


def test_a_box_holds_what_was_used_over_what_was_received(rows, maker):
    """12 bikes begun before the start took 120 balls, and 7 cartons were received: 17 balls in each, to two digits."""
    balls = [row for row in rows(maker.target, "sources") if row["item"] == "BA-1"]
    assert {(row["unit"], row["unit_factor"]) for row in balls} == {("CTN", "17")}


def test_a_gallon_is_128_ounces_and_a_dozen_12(rows, maker):
    units = {row["item"]: (row["unit"], row["unit_factor"]) for row in rows(maker.target, "sources")}
    assert units["PA-1"] == ("GAL", "128")
    assert units["CA-1"] == ("DZ", "12")


def test_a_box_of_what_no_bill_uses_is_like_the_median_one_of_its_kind(rows, maker):
    units = {row["item"]: (row["unit"], row["unit_factor"]) for row in rows(maker.target, "sources")}
    assert units["HN-1"] == ("CTN", "17")


def test_where_no_box_of_a_kind_can_be_inferred_its_content_is_counted_by_the_box(write_raw, rows, tmp_path):
    """Nothing was received yet, so nothing follows, neither for the balls nor for the nuts that no bill uses."""
    raw = write_raw(tmp_path / "raw", PurchaseOrderHeader=[], PurchaseOrderDetail=[])
    folder = IMPORTERS["adventureworks"](raw, tmp_path / "business").target
    assert {row["item"]: row["unit"] for row in rows(folder, "items")}["HN-1"] == "CTN"
    bought = {row["item"]: (row["unit"], row["unit_factor"]) for row in rows(folder, "sources")}
    assert bought["HN-1"] == bought["BA-1"] == ("", "")


def test_only_bill_lines_in_force_at_the_start_are_kept(table):
    assert table("boms") == [("BK-1", "BA-1", "10"), ("BK-1", "FR-1", "1"), ("FR-1", "PA-1", "8")]


def test_the_run_time_spreads_all_recorded_hours_over_all_recorded_pieces(table):
    """6 hours for 12 bikes are 1800 s each, 3 hours for 12 are 900 s."""
    assert table("operations") == [
        ("BK-1", "6", "Frame Welding", "900.00s"),
        ("BK-1", "7", "Final Assembly", "1800.00s"),
    ]


def test_hours_a_day_become_machines_their_speed_and_a_rate_that_keeps_the_cost_of_a_piece(table):
    assert table("resources") == [
        ("Frame Welding", "factory", "machine", "4", "1.125", "28.125"),
        ("Specialized Paint", "factory", "machine", "3", "1.111", "19.998"),
        ("Final Assembly", "factory", "machine", "5", "1", "12.25"),
    ]


def test_purchases_due_after_the_start_are_under_way_unless_ordered_later_or_rejected(table):
    assert table("supply") == [
        ("PO3-1", "BA-1", "factory", "buy", "51", "2014-01-03", "CHEAP0001", "2013-12-20"),
        ("PO3-2", "HN-1", "factory", "buy", "34", "2014-01-03", "CHEAP0001", "2013-12-20"),
    ]


def test_suppliers_are_the_active_vendors_with_an_offer(table):
    assert table("suppliers") == [("USUAL0001", "Usual"), ("PREFER0001", "Preferred"), ("CHEAP0001", "Cheap")]


def test_customers_wait_as_long_as_the_median_line_was_given(table):
    assert table("customers") == [("AW1", "A Bike Store", "reseller", "10"), ("AW2", "", "internet", "10")]


def test_orders_carry_the_price_paid_and_those_that_waited_at_the_start_are_open(table):
    assert table("orders") == [
        ("SO1001", 1, "AW1", "BK-1", 1, "900.00", "2013-02-01", "2013-02-11", ""),
        ("SO1001", 2, "AW1", "CA-1", 2, "8.99", "2013-02-01", "2013-02-11", ""),
        ("SO1002", 1, "AW2", "CA-1", 3, "6.6667", "2013-12-28", "2014-01-07", "open"),
        ("SO1003", 1, "AW2", "BK-1", 1, "855.50", "2014-06-15", "2014-06-25", ""),
    ]


def test_what_is_left_out_is_counted_with_its_reason(maker):
    assert list(maker.left_out.values()) == [1, 2, 1, 1, 2, 1, 1, 1, 1]
    assert "bill lines not in force at the start" in maker.left_out


def test_rejected_and_scrapped_pieces_are_told_with_their_share(maker):
    """Vendors delivered 21 pieces, 1 of them was rejected; of the 1,112 on work orders 1 was scrapped."""
    shares = {reason.split(";")[0]: count for reason, count in maker.left_out.items() if reason.startswith("pieces")}
    assert shares == {
        "pieces that vendors delivered and the firm rejected, 4.76% of all received": 1,
        "pieces scrapped, 0.09% of all on work orders": 1,
    }


def test_shares_of_nothing_are_none(write_raw, tmp_path):
    raw = write_raw(tmp_path / "raw", PurchaseOrderHeader=[], PurchaseOrderDetail=[])
    conversion = IMPORTERS["adventureworks"](raw, tmp_path / "business")
    assert not [reason for reason in conversion.left_out if "vendors delivered" in reason]


def test_the_notices_travel_with_the_tables(maker):
    for name in ("LICENSE-Microsoft-MIT.txt", "LICENSE-Packt-MIT.txt"):
        assert (maker.target / name).read_text() == f"{name}: MIT\n"


def test_the_page_and_the_settings_say_what_was_assumed(maker):
    page = (maker.target / "README.md").read_text()
    assert "BA-1 17 EA in a CTN" in page
    assert "the source names none" in page
    settings = (maker.target / "business.toml").read_text()
    assert "# An assumption: no table of the source says" in settings


def test_missing_raw_tables_are_named_and_nothing_is_written(write_raw, tmp_path):
    raw = write_raw(tmp_path / "raw")
    (raw / "Vendor.csv").unlink()
    (raw / "LICENSE-Packt-MIT.txt").unlink()
    with pytest.raises(UsageError, match=r"lacks Vendor\.csv, LICENSE-Packt-MIT\.txt; expected the raw"):
        IMPORTERS["adventureworks"](raw, tmp_path / "business")
    assert not (tmp_path / "business").exists()


def test_a_folder_with_work_in_it_is_refused(write_raw, tmp_path):
    with pytest.raises(RefusedError, match="is not empty"):
        IMPORTERS["adventureworks"](write_raw(tmp_path / "raw"), tmp_path / "raw")
