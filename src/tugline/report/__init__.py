"""Layer `report`: results as a planner reads them, in a terminal, as HTML and as JSON."""
