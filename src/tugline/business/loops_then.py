"""The loops as they were: the parameters in force when a pull was released, from the facts that set them."""

from bisect import bisect_left

import numpy as np

from tugline.facts.parameters import Parameter

UNSET = {"pack": 1}
"""What a parameter is where nothing has set it, if not 0."""


class LoopsThen:
    """Answers from the `ParameterSet` facts of a journal, in its order."""

    def __init__(self, settings: np.ndarray) -> None:
        self._settings = settings[np.argsort(settings["point"], kind="stable")]
        self._told: dict[int, tuple[list[int], list[dict[str, int]]]] = {}

    def at(self, point: int, seq: int) -> dict[str, int]:
        """Return the parameters of the loop at a point when the fact `seq` was written, by their names in small."""
        seqs, loops = self._history(point)
        return loops[bisect_left(seqs, seq)]

    def _history(self, point: int) -> tuple[list[int], list[dict[str, int]]]:
        """Return the facts that set something at a point, and the loop before the first and after each of them."""
        if point not in self._told:
            of_point = self._settings["point"]
            first, stop = np.searchsorted(of_point, [point + 1, point + 2])
            rows = self._settings[first:stop]
            loops = [{parameter.name.lower(): UNSET.get(parameter.name.lower(), 0) for parameter in Parameter}]
            for code, value in zip(rows["code"].tolist(), rows["quantity"].tolist(), strict=True):
                name = Parameter(code).name.lower()
                loops.append({**loops[-1], name: max(UNSET.get(name, value), value)})
            self._told[point] = rows["seq"].tolist(), loops
        return self._told[point]
