"""What the figures of the books and of service are called, in reports and by people."""

FIGURES = (
    ("inventory_turns", "Inventory turns"),
    ("dio", "Days of inventory (DIO)"),
    ("dso", "Days of sales (DSO)"),
    ("dpo", "Days of payables (DPO)"),
    ("cash_conversion_cycle", "Cash conversion cycle"),
    ("net_revenue", "Net revenue"),
    ("gross_margin", "Gross margin"),
    ("gross_margin_rate", "Gross margin rate"),
    ("markdown_rate", "Markdown rate"),
    ("average_inventory", "Average inventory"),
    ("average_wip", "Average work in process"),
    ("working_capital", "Working capital"),
    ("gmroi", "Gross margin return on inventory"),
    ("revenue_per_sku", "Revenue per item sold"),
)
"""Those that people ask for first, in that order, with their labels; any other is called by its name."""
SERVICE = (
    ("order_to_delivery_days", "Order to delivery"),
    ("on_time_share", "On time"),
    ("on_time_first_promised", "On time by first promise"),
    ("on_time_last_promised", "On time by last promise"),
)
SUMS = ("stock_value", "buy_list", "at_stake")
"""What lists of the report come to, beside the figures and the accounts."""
_OTHER_NAMES = {
    "cash cycle": "cash_conversion_cycle", "turns": "inventory_turns", "margin": "gross_margin",
    "inventory": "stock_value", "stock": "stock_value", "count first": "at_stake",
    "orders to place": "buy_list", "wip": "work_in_process",
}  # fmt: skip
_LABELS = dict(FIGURES + SERVICE)


def label(name: str) -> str:
    """Return what a figure is called in reports."""
    return _LABELS.get(name, name.replace("_", " ").capitalize())


def spoken(text: str) -> str:
    """Return how a name or a label is compared: small letters, one blank between words."""
    return " ".join(text.lower().replace("_", " ").replace("-", " ").split())


def name_of(text: str, names: list[str]) -> str:
    """Return the name among `names` that a text means, as a name or as a label, empty if it means none."""
    known = {spoken(label(name)): name for name in names} | {spoken(name): name for name in names}
    known |= {other: name for other, name in _OTHER_NAMES.items() if name in names}
    return known.get(spoken(text), "")
