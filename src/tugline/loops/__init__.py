"""One module per pull mechanism: its parameters, its formulas, its kernel."""
