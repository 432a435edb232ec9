"""The page on order limits: its tables are rules of a business, and its refusal is what is printed."""

import re
from io import StringIO

from rich.console import Console

import tugline as tl
from tugline.report.offer_terminal import print_offer

PAGE = "docs/howto/limit-orders.md"
REST = {
    "business.toml": 'name = "shop"\ncurrency = "EUR"\ntimezone = "UTC"\nstart = "2026-01-05"\nworld = "plant"\n',
    "items.csv": "item,family\nconsole,consoles\nconsole-red,consoles\n",
    "customers.csv": "customer,channel\nann,web\nbob,shop\nchain,wholesale\n",
    "stock.csv": "item,location,on_hand\nconsole,main,50\nconsole-red,main,5\n",
    "orders.csv": "order,customer,item,quantity,ordered_at\nA-17,ann,console,2,2026-01-05T08:00\n",
}


def test_the_tables_of_the_page_are_rules_and_its_refusal_is_what_is_printed(pages, tmp_path):
    tables = re.findall(r"((?:^    item,.*\n)(?:^    .*\n)+)", pages[PAGE], flags=re.MULTILINE)
    texts = [re.sub(r"^    ", "", table, flags=re.MULTILINE) for table in tables]
    assert [text.split(",")[1] for text in texts] == ["customer", "channel"]
    for name, text in {**REST, "limits.csv": texts[0], "quotas.csv": texts[1]}.items():
        (tmp_path / name).write_text(text)
    assert tl.check(tmp_path) == []
    with tl.open(tmp_path) as business:
        business.advance("2026-01-05T10:00")
        to = StringIO()
        print_offer(business.promise(item="console", quantity=1, customer="ann"), Console(file=to, width=160))
        said = [line.rstrip() for line in to.getvalue().splitlines()]
        assert "".join(f"    {line}\n" for line in said) in pages[PAGE]
