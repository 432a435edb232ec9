"""What is taken where the tables say nothing; docs/reference/defaults.md lists the same values with their reasons."""

LOCATION = "main"
"""The location of a business whose tables name none."""
SUPPLIER = "unnamed supplier"
"""Who sells what no table says who sells."""
MAKE_LEAD_DAYS = 1
"""Lead time of a make source without operations."""
MOVE_LEAD_DAYS = 1
BUY_LEAD_DAYS = 14
DROP_LEAD_DAYS = 14
MINIMUM = 0
SOURCE_PRIORITY = 1
CUSTOMER_PRIORITY = 5
RESOURCE_UNITS = 1
DECIMALS = 0
