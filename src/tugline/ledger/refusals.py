"""What the ledger says about a movement that it cannot post."""

from typing import Any

from tugline.errors import TuglineError
from tugline.ledger import layout
from tugline.ledger.accounts import ACCOUNTS, OPENING_ACCOUNTS


class LedgerError(TuglineError):
    """A movement cannot be posted; the books stand as before it."""

    code = "ledger.refused"

    def __init__(self, message: str, *, seq: int, reason: int) -> None:
        super().__init__(message)
        self.seq = seq
        self.reason = reason


def refusal(movement: Any, reason: int) -> LedgerError:
    """Return the error for a refused record of `MOVEMENT`; `reason` is one of the codes in `ledger.layout`."""
    kind, code = int(movement["kind"]), int(movement["code"])
    account = ACCOUNTS[code] if 0 < code < layout.N_ACCOUNTS else str(code)
    low, high = layout.RULES[kind][1:] if 0 <= kind < layout.N_KINDS else (0, 0)
    said = {
        layout.NOT_A_MOVEMENT: f"kind {kind}; expected a kind that moves goods or money",
        layout.TICK_BACK: f"tick {movement['tick']}; expected a tick at or after that of the movement before",
        layout.TICK_FAR: f"tick {movement['tick']}; expected one before the end of the last day of the books",
        layout.POINT_MISSING: f"point {movement['point']}; expected a row of the stock points",
        layout.SLOT_MISSING: f"slot {movement['slot']}; expected the slot of a pull",
        layout.PARTY_UNKNOWN: f"party {movement['party']}; expected a row of the parties, or -1",
        layout.CODE_UNKNOWN: f"code {code}; expected {low} to {high}",
        layout.NOT_OPENABLE: f"account {account}; expected one of {', '.join(OPENING_ACCOUNTS)}",
        layout.NEGATIVE_PRICE: f"amount {movement['amount']}; expected a price or cost of at least 0",
        layout.TOO_LARGE: f"quantity {movement['quantity']} at amount {movement['amount']}; expected quantities up to "
        "2^60, amounts up to 2^55 cents, and quantity times price, list price or standard cost below 2^62",
        layout.BOOKS_FULL: "all postings together passed 2^60 cents; expected less, so that no account can overflow",
    }
    place = f"movement of fact {movement['seq']} (kind {kind})"
    return LedgerError(f"{place}: {said[reason]}", seq=int(movement["seq"]), reason=reason)
