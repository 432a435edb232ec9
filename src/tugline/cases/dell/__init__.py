"""A maker who builds to order, beside his twin who builds to stock by a forecast."""
