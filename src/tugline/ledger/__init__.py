"""Layer `ledger`: double entry postings of what facts move, and the metrics that are read from the books."""
