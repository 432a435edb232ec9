"""All loops by name. A new loop is one module and one entry here."""

from tugline.facts.parameters import Parameter
from tugline.loops import base_stock, conwip, kanban, min_max, reorder, to_order
from tugline.loops.schema import LoopParameter
from tugline.state.layout import LOOP_KINDS

APPROVAL = LoopParameter("approval", "flag", "1 = every pull waits until a person approves it")

LOOPS: dict[str, tuple[LoopParameter, ...]] = {
    "to_order": (*to_order.PARAMETERS, APPROVAL),
    "base_stock": (*base_stock.PARAMETERS, APPROVAL),
    "reorder": (*reorder.PARAMETERS, APPROVAL),
    "min_max": (*min_max.PARAMETERS, APPROVAL),
    "kanban": (*kanban.PARAMETERS, APPROVAL),
    "conwip": (*conwip.PARAMETERS, APPROVAL),
}
"""Parameters by the loop's name in `loops.csv`."""

CODES = {
    "level": Parameter.LEVEL,
    "point": Parameter.POINT,
    "quantity": Parameter.QUANTITY,
    "min": Parameter.MIN,
    "max": Parameter.MAX,
    "pack": Parameter.PACK,
    "display": Parameter.DISPLAY,
    "review": Parameter.REVIEW,
    "cards": Parameter.CARDS,
    "container": Parameter.CONTAINER,
    "mode": Parameter.MODE,
    "lot": Parameter.LOT,
    "room": Parameter.ROOM,
    "approval": Parameter.PROPOSE,
    "return_when": Parameter.RETURN,
}
"""The code of a `ParameterSet` fact by the parameter's name."""

KIND_OF = {name: code for code, name in enumerate(LOOP_KINDS) if name}
