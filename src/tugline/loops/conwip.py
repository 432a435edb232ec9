"""`conwip`: pull to order, with at most so many pulls in the whole line; the others wait as its backlog, by rank.

A line is a location: all conwip loops there share their room, whatever they make. When anything leaves the line, the
best of its backlog is released [1]_. Where resources state a `load_limit`, the best of those is released that bring no
resource above it: workload control, or the rope of a drum; see `state/load.py`.

References
----------
.. [1] Spearman, Woodruff, Hopp, CONWIP: a pull alternative to kanban, Int. J. Production Research 28(5), 1990.
"""

from tugline.loops.schema import LoopParameter

PARAMETERS = (
    LoopParameter(
        "room",
        "integer",
        "pulls in the line at most, over all conwip loops of the location; at least 1, "
        "or none where resources state a load_limit",
    ),
)
