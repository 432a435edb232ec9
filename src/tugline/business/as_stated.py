"""What the plain world of a plant would know after everything that its journal holds; each fact is folded once."""

from typing import Any

import numpy as np

from tugline.business.carry_over import world_over
from tugline.business.epochs import Epochs
from tugline.business.imagined import Statements, take_statements
from tugline.business.parts import make_grid
from tugline.facts.kinds import NEVER
from tugline.journal.journal import Journal
from tugline.journal.translate import Translator
from tugline.network.matching import match
from tugline.network.network import Network
from tugline.world import arena
from tugline.world.observe import observe_all


class AsStated:
    """Keeps how far it has read, so that asking again costs what has happened since."""

    def __init__(self, journal: Journal, epochs: Epochs) -> None:
        self._journal, self._epochs = journal, epochs
        self._world: Any = None
        self._network: Network | None = None
        self._grid: Any = None
        self._said = Statements()
        self._seq = self._begun = 0
        """The last fact that was folded, and the first one of its epoch."""

    def world(self, network: Network, state: Any, now: int, first: np.ndarray) -> Any:
        """Return a world of the network in force, as of now, that belongs to the caller.

        Parameters
        ----------
        first
            Facts that it takes in, and the journal does not have.
        """
        spans = self._epochs.spans()
        for number, (epoch, stop) in enumerate(spans):
            if stop > self._seq:
                self._read_on(network if number == len(spans) - 1 else self._epochs.network(number), epoch.first_seq)
                self._fold(stop)
        if self._world is None:
            return arena.new_world(make_grid(network))
        world = arena.copy_world(self._world)
        observe_all(world, self._grid, first, 0, len(first))
        endless = take_statements(world, self._grid, state, network, self._said, now)
        if endless:
            # They wait for nothing; who plans what comes after them asks when they end.
            arrays = arena.to_arrays(world)
            arrays["job"]["event_tick"][endless] = NEVER
            world = arena.from_arrays(arrays)
        return world

    def _read_on(self, network: Network, first: int) -> None:
        """Go over to the network of the epoch that begins with fact `first`, if it is another one."""
        if first == self._begun:
            return
        grid = make_grid(network)
        if self._network is None:
            self._world = arena.new_world(grid)
        else:
            rows = next(iter(self._journal.read(first - 1, first)))
            self._world = world_over(self._world, grid, match(self._network, network), tick=int(rows["tick"][0]))
        self._network, self._grid, self._begun = network, grid, first

    def _fold(self, stop: int) -> None:
        assert self._network is not None
        translator = Translator(self._journal, self._network)
        for rows in self._journal.read(self._seq, stop):
            known = translator.from_journal(rows)
            observe_all(self._world, self._grid, known, 0, len(rows))
            self._said.add(known, self._network.resource_names)
        self._seq = stop
