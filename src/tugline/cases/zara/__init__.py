"""A fashion chain that makes what sells, beside its twin that buys a season at once."""
