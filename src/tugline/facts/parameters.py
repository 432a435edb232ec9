"""The parameters of a loop that a `ParameterSet` fact can set; `code` of the fact is one of these."""

from enum import IntEnum


class Parameter(IntEnum):
    """Numbers are stored in journals and never change their meaning."""

    KIND = 1  # which loop: a row of `state.layout.LOOP_KINDS`
    LEVEL = 2  # base_stock: order up to
    POINT = 3  # reorder: pull when the position is at or below
    QUANTITY = 4  # reorder: the lot
    MIN = 5  # min_max: pull when the position is at or below
    MAX = 6  # min_max: order up to
    PACK = 7  # whole packs of so many units
    DISPLAY = 8  # base_stock: never fewer on display
    REVIEW = 9  # review group, see `state.layout.REVIEW`; 0 = continuous
    CARDS = 10  # kanban: number of cards
    CONTAINER = 11  # kanban: units in a container
    MODE = 12  # kanban: 1 one_card, 2 withdrawal, 3 production, 4 signal, 5 supplier
    LOT = 13  # kanban signal: containers in a lot
    ROOM = 14  # to_order: pulls under way at most, 0 = no limit
    PROPOSE = 15  # 1 = every pull waits for approval
    RETURN = 16  # kanban: a card comes back 0 = at the first piece taken, 1 = when the container is empty
