"""What is to buy: what no supplier has yet, in every list by one rule."""

import pytest

import tugline as tl
from tugline.report.now import day_to_show, to_do
from tugline.report.pull_lists import groups_listing
from tugline.report.terminal import glance

SHOP = {
    "business.toml": 'name = "shop"\ncurrency = "EUR"\ntimezone = "Europe/Berlin"\nstart = "2026-01-05"\n',
    "items.csv": "item,cost,price\nX,2,5\n",
    "stock.csv": "item,location,on_hand\nX,main,2\n",
    "sources.csv": "item,location,kind,from,lead_time\nX,main,buy,acme,10d\n",
    "supply.csv": (
        "reference,item,location,kind,quantity,due,from,placed_at\nPO-7,X,main,buy,20,2026-01-08,acme,2026-01-01\n"
    ),
    "orders.csv": "order,item,quantity,ordered_at,wanted_at\nA,X,50,2026-01-05 10:00,2026-01-20\n",
}


def opened(path, **changes):
    for name, text in {**SHOP, **changes}.items():
        (path / name).write_text(text)
    return tl.open(path)


def to_buy(business):
    """Return the pulls to buy as all lists name them, which must be the same ones."""
    result = business.result()
    listed = {line.pull for order in result.buy_list for line in order.lines}
    assert {pull.id for pull in to_do(result.pulls, "buy", day_to_show(result), result.world)} == listed
    assert dict(each[:2] for each in glance(result))["to buy"].split()[0] == str(len(listed))
    told = business.explain("buy list")
    assert ("no order to place" in told) == (not listed)
    return listed


def test_what_is_placed_or_open_at_the_start_is_not_to_buy_any_more(tmp_path):
    with opened(tmp_path) as business:
        business.advance("2026-01-05T10:30")
        (pull,) = [pull for pull in business.pulls if pull.why.startswith("order A")]
        assert to_buy(business) == {pull.id}
        business.signal(tl.Event("accepted", pull.id, at="2026-01-05T10:40"))
        business.advance("2026-01-05T10:50")
        assert to_buy(business) == {pull.id}
        business.signal(tl.Event("placed", pull.id, at="2026-01-05T11:00", due="2026-01-15"))
        business.advance("2026-01-05T13:00")
        assert to_buy(business) == set()
        result = business.result()
        shown = groups_listing(result, "buy", 6)
        assert (shown.title, shown.total) == ("Buy now", 0)


@pytest.mark.parametrize("tell", ["confirmed", "received"])
def test_what_a_supplier_confirmed_or_began_to_send_is_not_to_buy_any_more(tmp_path, tell):
    with opened(tmp_path) as business:
        business.advance("2026-01-05T10:30")
        (pull,) = to_buy(business)
        business.signal(tl.Event(tell, pull, quantity=28 if tell == "confirmed" else 5, at="2026-01-05T11:00"))
        business.advance("2026-01-05T13:00")
        assert to_buy(business) == set()


def test_what_no_supplier_has_stays_to_buy_over_the_days(tmp_path):
    with opened(tmp_path) as business:
        business.advance("2026-01-07T10:00")
        assert len(to_buy(business)) == 1


def test_what_the_plain_world_placed_today_is_listed_for_the_day(tmp_path):
    with opened(tmp_path, **{"business.toml": SHOP["business.toml"] + 'world = "plain"\n'}) as business:
        business.advance("2026-01-05T13:00")
        (pull,) = [pull for pull in business.pulls if pull.why.startswith("order A")]
        assert pull.state == "placed"
        assert to_buy(business) == {pull.id}
        assert "which the plain world has placed itself" in business.explain("buy list")
