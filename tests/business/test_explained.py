"""Stock, accounts, purchases and stakes are explained by their names, and what is told adds up to what is shown."""

import re
import shutil

import pytest

import tugline as tl
from tugline.business import explained
from tugline.business.explained_figures import COUNTS, SERVED
from tugline.business.figure_names import SUMS, name_of
from tugline.errors import UsageError
from tugline.ledger.accounts import CODES

PLANT = {
    "business.toml": 'name = "maker"\ncurrency = "EUR"\ntimezone = "UTC"\nstart = "2026-01-05"\nworld = "plant"\n',
    "items.csv": (
        "item,cost,price,unit,decimals\nbike,,200,pcs,0\nwheel,10.25,,pcs,0\npaint,3.3333,,kg,1\nodd,2.5,,pcs,0\n"
    ),
    "boms.csv": "item,component,quantity\nbike,wheel,2\nbike,paint,0.3\n",
    "sources.csv": (
        "item,location,kind,from,lead_time,unit_cost\nbike,main,make,,1d,\nwheel,main,buy,Acme,3d,9.9999\n"
        "paint,main,buy,Acme,3d,3.5\nodd,main,buy,Other,3d,1\nodd,shop,move,main,1d,\n"
    ),
    "suppliers.csv": "supplier,minimum_value\nAcme,1000\nOther,\n",
    "stock.csv": "item,location,on_hand\nwheel,main,25\npaint,main,7.3\nbike,main,1\n",
    "balances.csv": "account,amount\ncash,5000\n",
    "loops.csv": (
        "item,location,loop,min,max\nbike,main,to_order,,\nwheel,main,to_order,,\npaint,main,min_max,5,9\n"
        "odd,main,min_max,4,30\nodd,shop,min_max,2,8\n"
    ),
    "orders.csv": (
        "order,line,customer,item,location,quantity,ordered_at,wanted_at\nA,1,Ann,bike,main,5,2026-01-06,2026-01-20\n"
        "B,1,Bob,bike,main,30,2026-01-06T10:00,2026-01-25\nC,1,Ann,odd,shop,3,2026-01-04,2026-01-05\n"
        "C,2,Ann,odd,shop,3,2026-01-06,2026-01-07\n"
    ),
}


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    path = tmp_path_factory.mktemp("maker")
    for name, text in PLANT.items():
        (path / name).write_text(text)
    return path


@pytest.fixture(scope="module")
def plant(folder):
    """Return a plant in the middle of its work: 4 bikes begun, wheels placed and half of them in, a bike shipped."""
    with tl.open(folder) as business:
        business.advance("2026-01-07")
        make = next(pull for pull in business.pulls if pull.item == "bike" and pull.quantity == 4)
        wheels = next(pull for pull in business.pulls if pull.item == "wheel")
        tell = [
            tl.Event("placed", wheels.id, at="2026-01-07T09:00"),
            tl.Event("started", make.id, at="2026-01-07T10:00"),
            tl.Event("received", wheels.id, quantity=7, at="2026-01-08T08:00"),
            tl.Event("counted", item="wheel", location="main", quantity=23, at="2026-01-08T09:00"),
            tl.Event("paid", "Acme", amount=30, at="2026-01-08T10:00"),
            tl.Event("received", make.id, quantity=1, at="2026-01-08T11:00"),
        ]
        business.signal(*tell)
        business.advance("2026-01-09")
        assert business.quarantined() == []
        assert business.verify() == []
        yield business


def value(text):
    return float(text.replace(",", ""))


def sections(told):
    """Return the amounts below each heading, by the heading without its figure."""
    found, heading = {}, ""
    for line in told.splitlines():
        if line.startswith("    "):
            found.setdefault(heading, []).append(value(line.split()[0]))
        else:
            heading = line.strip()
    return found


def add_up(told, figure, headings):
    for heading in headings:
        assert sum(sections(told)[heading]) == pytest.approx(figure, abs=1e-6), heading


def accounts_add_up(business, result=None):
    result = result or business.result()
    held = {"inventory bought": "stock point", "inventory made": "stock point", "work in process": "pull",
            "transit": "pull", "receivables": "party", "payables": "party", "customer deposits": "party"}  # fmt: skip
    posted = 0
    for account in result.accounts:
        name = account.account.replace("_", " ")
        told, shown = business.explain(name), account.debit + account.credit
        side = "debit" if account.debit else "credit"
        assert re.match(rf"{name} = {shown:,.2f} \w+ {side if shown else '(debit|credit)'}, as of", told)
        if "nothing was posted to it" in told:
            assert shown == 0
            continue
        posted += 1
        add_up(told, shown, ["by kind of fact:", "by fact, the largest first:"])
        if shown and name in held:
            add_up(told, shown, [f"by {held[name]}:"])
    return posted


def stock_adds_up(business, views):
    for view in views:
        told = business.explain(f"{view.item} at {view.location}")
        moved = ["on hand, by kind of fact:", "on hand, by fact, the latest first:"]
        add_up(told, view.on_hand, moved if "no fact has moved anything here" not in told else [])
        heads = {
            "allocated, of what is on hand": view.allocated, "on order": view.on_order, "waiting": view.waiting,
        }  # fmt: skip
        for head, shown in heads.items():
            line = next((text for text in sections(told) if text.startswith(f"{head}: ")), "")
            assert (value(line.rpartition(": ")[2]) if line else 0) == shown
            assert sum(sections(told).get(line, [])) == pytest.approx(shown)
        position, _, terms = re.search(r"position: (\S+) (=) (.+)", told).groups()
        assert value(position) == pytest.approx(view.position)
        signed = re.findall(r"(?:(−) |\+ |^)([\d,.]+) ", terms)
        assert sum(value(amount) * (-1 if minus else 1) for minus, amount in signed) == pytest.approx(view.position)


def stakes_add_up(business, result=None):
    told = business.explain("At Stake").splitlines()[1:]
    views = (result or business.result()).count_first
    assert len(told) == len(views) > 0
    for line, view in zip(told, views, strict=True):
        place, figure, terms = re.match(r"  (.+): (\S+) \w+ = (.+), at \S+ each$", line).groups()
        assert (place, value(figure)) == (f"{view.item} at {view.location}", view.at_stake)
        parts = re.findall(r"(?:^|([+−]) )([\d,.]+) \(", terms)
        assert sum(value(each) * (-1 if sign == "−" else 1) for sign, each in parts) == pytest.approx(view.at_stake)
    first = views[0]
    assert f"  at stake: {first.at_stake:,.2f} " in business.explain(f"{first.item} at {first.location}")


def test_every_account_is_the_sum_of_its_facts_and_of_those_it_is_for(plant):
    assert accounts_add_up(plant) > 6
    told = plant.explain("PAYABLES")
    assert "\n    40.00  Acme\n" in told, "7 wheels at 9.9999 are 70.00, less 30.00 paid"


def test_work_in_process_is_told_pull_by_pull(plant):
    told = plant.explain("work in process")
    make = next(pull for pull in plant.pulls if pull.item == "bike" and pull.state == "part received")
    figure = next(each.debit for each in plant.result().accounts if each.account == "work_in_process")
    assert figure > 0
    assert f"{figure:,.2f}  {make.id}: 4 pcs of bike at main" in told
    assert plant.explain("wip") == told


def test_stock_points_tell_what_their_figures_are_made_of(plant):
    views = plant.result().stock
    assert {(view.item, view.location) for view in views} > {("wheel", "main"), ("odd", "shop")}
    stock_adds_up(plant, views)
    told = plant.explain("wheel at main")
    assert told.startswith("wheel at main, in pcs, as of 2026-01-09 00:00\n  on hand: ")
    assert "  counted, 1 fact\n" in told
    assert re.search(r"\n  on order: \S+\n +\S+  P\d+, due 2026-01-", told)


def test_the_stock_is_worth_what_its_places_are(plant):
    told, shown = plant.explain("stock value"), sum(view.value for view in plant.result().stock)
    assert told.startswith(f"stock value = {shown:,.2f} EUR, as of 2026-01-09 00:00")
    add_up(told, shown, ["what is on hand at each stock point times its standard cost of now:"])
    assert plant.explain("Stock") == told


def test_the_buy_list_is_the_sum_of_its_suppliers_and_each_of_its_lines(plant):
    orders = plant.result().buy_list
    assert {order.supplier for order in orders} == {"Acme", "Other"}
    shown = sum(order.amount for order in orders)
    told = plant.explain("Buy list")
    assert told.startswith(f"buy list = {shown:,.2f} EUR, as of")
    assert sum(sum(amounts) for amounts in sections(told).values()) == pytest.approx(shown)
    for order in orders:
        told = plant.explain(order.supplier.upper())
        assert told.startswith(f"buy list of {order.supplier} = {order.amount:,.2f} EUR, as of")
        assert sum(sum(amounts) for amounts in sections(told).values()) == pytest.approx(order.amount)
    assert "minimum 1,000.00, short by " in plant.explain("acme")


def test_what_is_at_stake_adds_up(plant):
    stakes_add_up(plant)


def test_a_stake_rests_on_tables_that_an_edited_folder_no_longer_tells(folder, tmp_path):
    edited = tmp_path / "maker"
    shutil.copytree(folder, edited)
    with tl.open(edited, journal=edited / "journal.db") as business:
        business.advance("2026-01-09")
    (edited / "items.csv").write_text(PLANT["items.csv"].replace("10.25", "11"))
    from tugline.business.opened import open_kept

    business, differs = open_kept(edited, edited / "journal.db")
    with business:
        assert differs
        assert "not known: the tables were changed since" in business.explain("at stake")
        assert "odd at main" in business.explain("odd at main")


def test_accounts_add_up_over_a_change_of_costs(folder, tmp_path):
    """A dearer wheel revalues what is there; that belongs to the fact of the adoption."""
    edited = tmp_path / "maker"
    shutil.copytree(folder, edited)
    with tl.open(edited, journal=edited / "journal.db") as business:
        business.advance("2026-01-09")
        (edited / "items.csv").write_text(PLANT["items.csv"].replace("10.25", "11"))
        assert business.adopt(edited).fact
        assert "  network adopted, 1 fact\n" in business.explain("revaluation")
        assert accounts_add_up(business) > 3
        stock_adds_up(business, business.result().stock)


def test_an_item_is_enough_and_told_in_each_of_its_places(plant):
    assert plant.explain("WHEEL") == plant.explain("wheel main") == plant.explain("wheel at main")
    assert plant.explain("odd") == f"{plant.explain('odd at main')}\n{plant.explain('odd at shop')}"


def test_of_an_item_in_many_places_one_has_to_be_named(monkeypatch, plant):
    monkeypatch.setattr(explained, "PLACES", 1)
    with pytest.raises(UsageError, match="'odd' is at 2 stock points") as caught:
        plant.explain("odd")
    assert caught.value.hint == "Maybe odd at main."


def test_short_names_of_figures_mean_them(plant):
    for short, name in (("turns", "inventory_turns"), ("margin", "gross_margin"), ("inventory", "stock_value")):
        assert plant.explain(short) == plant.explain(name)


def test_a_customer_is_told_by_the_open_lines(plant):
    first, *lines = plant.explain("ann").split("\n")
    assert first == "customer Ann: 2 open order lines, 1 late, as of 2026-01-09 00:00"
    assert [line.partition(":")[0] for line in lines] == ["  order C line 2", "  order A line 1"]
    assert "3 odd, wanted 2026-01-07, leaves 2026-01-" in lines[0]


def test_a_resource_is_told_by_the_pulls_that_need_it_also_beside_an_item_of_its_name():
    """Two shelves take 10 min and 2 x 15 min of the saw, one bench takes 10 min and 12 min."""
    with tl.open({
        "business": {"name": "w", "currency": "EUR", "timezone": "UTC", "start": "2026-01-05", "world": "plant"},
        "items": {"item": ["shelf", "bench", "saw"]},
        "resources": {"resource": ["saw", "oven"]},
        "operations": {
            "item": ["shelf", "bench"], "step": ["1", "1"], "resource": ["saw"] * 2, "setup_time": ["10min"] * 2,
            "run_time": ["15min", "12min"],
        },
        "sources": {"item": ["shelf", "bench"], "location": ["main"] * 2, "kind": ["make"] * 2},
        "stock": {"item": ["saw"], "location": ["main"], "on_hand": ["1"]},
    }) as business:  # fmt: skip
        business.signal(tl.Order("A", "shelf", 2, "2026-01-06"))
        business.advance("2026-01-06")
        business.signal(tl.Order("B", "bench", 1, "2026-01-07"))
        business.advance("2026-01-07")
        said = business.explain("saw").split("\n")
        place = said.index("resource saw, 1 unit, as of 2026-01-07 00:00: 2 open pulls, 1.03 h of work by standard")
        assert said[0].startswith("saw at main")
        first, second = said[place + 1 :]
        assert first.endswith(": 2 of shelf at main, 0.67 h; waits to be started: all its material is there")
        assert second.endswith(": 1 of bench at main, 0.37 h; waits in the queue of saw")
        assert business.explain("Oven").endswith(": no open pull needs it")


def test_orders_go_before_accounts_and_figures_before_all(folder, tmp_path):
    edited = tmp_path / "maker"
    shutil.copytree(folder, edited)
    (edited / "orders.csv").write_text(PLANT["orders.csv"].replace("\nA,1,", "\ncash,1,"))
    with tl.open(edited) as business:
        business.advance("2026-01-07")
        assert business.explain("cash").startswith("order cash line 1")
        assert business.explain("Cash").startswith("cash = 5,000.00 EUR debit")


def test_a_near_miss_is_told_what_it_may_mean_and_what_can_be_explained(plant):
    for asked, meant in (("weel at main", "wheel at main"), ("payable", "payables"), ("acne", "Acme")):
        with pytest.raises(UsageError, match=r"is no pull .*, stock point .*, resource, account or figure") as caught:
            plant.explain(asked)
        assert caught.value.hint.startswith(f"Maybe {meant}")
    assert "stock_value, buy_list, at_stake. The accounts are cash, receivables, " in caught.value.hint


def test_no_account_is_called_like_a_figure():
    figures = [*SERVED, *COUNTS, *SUMS, "dio", "net_revenue"]
    assert not [code for code in CODES if name_of(code, figures)]


def test_a_business_that_holds_nothing_says_so():
    with tl.open({
        "business": {"name": "shop", "currency": "EUR", "timezone": "UTC", "start": "2026-01-05"},
        "items": {"item": ["lamp"]},
    }) as business:  # fmt: skip
        business.advance("2026-01-06")
        assert business.explain("stock value").splitlines()[1] == "  nothing that is on hand has a cost"
        assert business.explain("at stake").splitlines()[1:] == ["  all stock that matters is known"]
        assert business.explain("buy list").splitlines()[1:] == ["  no order to place"]
        assert "  nothing was posted to it" in business.explain("cash")
        assert business.explain("lamp").splitlines()[-1] == "  no fact has moved anything here"


@pytest.mark.parametrize("world", ["plain", "plant"])
@pytest.mark.parametrize("seed", range(8))
def test_whatever_a_business_is_what_is_told_adds_up(make, seed, world):
    with tl.open(make(seed, world=world).tables()) as business:
        business.advance("2026-04-11")
        accounts_add_up(business)
        stock_adds_up(business, business.result().stock)
        for order in business.result().buy_list:
            lines = business.explain(order.supplier or "no supplier stated").split("\n")
            told = "\n".join(line for line in lines if not line.startswith("    not known "))
            added = sum(sum(amounts) for amounts in sections(told).values())
            assert added == pytest.approx(order.amount or 0, abs=1e-6)


@pytest.mark.slow
def test_the_figures_of_the_gift_shop_add_up(root, tmp_path):
    shop = tmp_path / "shop"
    shutil.copytree(root / "examples" / "gift-shop", shop, ignore=shutil.ignore_patterns(".tugline"))
    with tl.open(shop, journal=tmp_path / "journal.db") as business:
        business.advance()
        result = business.result(open_only=True)
        stakes_add_up(business, result)
        assert accounts_add_up(business, result) == 3, "cash, revenue and returns"
        views = sorted(result.stock, key=lambda view: -view.on_order)
        stock_adds_up(business, views[:3])
        assert "in 731 more facts before them" in business.explain("23084 at main")
        assert business.explain("stock value").startswith("stock value: not known, as of")
