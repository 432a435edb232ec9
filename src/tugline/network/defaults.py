"""What is taken where the tables say nothing; docs/reference/defaults.md lists the same values with their reasons."""

LOCATION = "main"
"""The location of a business whose tables name none."""
SUPPLIER = "unnamed supplier"
"""Who sells what no table says who sells."""
LEAD_DAYS = {"make": 1, "move": 1, "buy": 14, "drop": 14}
"""Lead times by kind of source; a make source with operations takes just their time."""
MINIMUM = 0
SOURCE_PRIORITY = 1
CUSTOMER_PRIORITY = 5
RESOURCE_UNITS = 1
DECIMALS = 0
