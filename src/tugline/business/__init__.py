"""Layer `business`: the facade. The only place that wires network, journal, engine, world and books together."""
