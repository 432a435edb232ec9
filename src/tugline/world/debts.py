"""Who pays what and when: everything that falls due for one party at one tick is one payment."""

from typing import Any

from tugline.facts.kinds import NEVER
from tugline.ledger.layout import PAYABLES, RECEIVABLES
from tugline.ledger.transfer import cents
from tugline.network.layout import CUSTOMER
from tugline.state.kernel import kernel
from tugline.state.movement import FROM_CUSTOMER, IN_CASH
from tugline.world.events import push
from tugline.world.layout import ANY_CUSTOMER, ANY_SUPPLIER, FIRST_PARTY, PAY
from tugline.world.pools import free_debt, take_debt


@kernel
def account_of(party: int, code: int) -> int:
    """Return the row of the list of debts of a party (-1 = none) that pays (code 1) or is paid (code 2)."""
    if party >= 0:
        return FIRST_PARTY + party
    return ANY_CUSTOMER if code == FROM_CUSTOMER else ANY_SUPPLIER


@kernel
def is_customer(g: Any, account: int) -> bool:
    """Return whether the debts of this list are paid to us."""
    if account < FIRST_PARTY:
        return account == ANY_CUSTOMER
    return g.party[account - FIRST_PARTY].kind == CUSTOMER


@kernel
def _terms(g: Any, account: int) -> int:
    if account < FIRST_PARTY:
        return g.terms[account]
    return g.party[account - FIRST_PARTY].payment_ticks


@kernel
def _owe_at(w: Any, account: int, amount: int, due: int, seq: int) -> None:
    """Add to the debts of a list at one tick. Terms hardly ever change, so the place is nearly always the end."""
    debts = w.party[account]
    n = debts.last
    if n >= 0 and w.debt[n].due > due:
        n = -1
        following = debts.first
        while w.debt[following].due <= due:
            n = following
            following = w.debt[n].next
    if n < 0 or w.debt[n].due != due:
        new = take_debt(w)
        debt = w.debt[new]
        debt.due = due
        debt.amount = 0
        debt.next = w.debt[n].next if n >= 0 else debts.first
        if n >= 0:
            w.debt[n].next = new
        else:
            debts.first = new
        if debt.next < 0:
            debts.last = new
        n = new
        push(w, due, PAY, account + 1, account)
    w.debt[n].amount += amount
    w.debt[n].last = seq


@kernel
def owe(w: Any, g: Any, row: Any, party: int, code: int, amount: int) -> None:
    """Have `amount` cents paid after the party's terms, counted from the fact's tick."""
    if amount != 0:
        account = account_of(party, code)
        _owe_at(w, account, amount, row.tick + max(0, _terms(g, account)), row.seq)


@kernel
def owe_price(w: Any, g: Any, row: Any, party: int, code: int, price: int) -> None:
    """Have the fact's quantity paid at a unit price."""
    owe(w, g, row, party, code, cents(row.quantity, price, g.point[row.point - 1].scale))


@kernel
def owe_opening(w: Any, g: Any, row: Any) -> None:
    """Have an opening receivable or payable paid when it is due; after the party's terms if that is not said."""
    if row.code not in (RECEIVABLES, PAYABLES) or row.amount == 0 or row.due >= NEVER:
        return
    account = account_of(row.party - 1, 1 if row.code == RECEIVABLES else 2)
    amount = row.amount if row.code == RECEIVABLES else -row.amount
    due = row.due if row.due > 0 else row.tick + max(0, _terms(g, account))
    _owe_at(w, account, amount, max(due, row.tick + 1), row.seq)


@kernel
def due_amount(w: Any, account: int, tick: int) -> int:
    """Return what a list owes up to and including `tick`, in cents."""
    total = 0
    n = w.party[account].first
    while n >= 0 and w.debt[n].due <= tick:
        total += w.debt[n].amount
        n = w.debt[n].next
    return total


@kernel
def _forget_first(w: Any, account: int) -> None:
    debts = w.party[account]
    first = debts.first
    debts.first = w.debt[first].next
    if debts.first < 0:
        debts.last = -1
    free_debt(w, first)


@kernel
def forget_due(w: Any, account: int, tick: int) -> None:
    """Forget the debts of a list up to and including `tick`."""
    while w.party[account].first >= 0 and w.debt[w.party[account].first].due <= tick:
        _forget_first(w, account)


@kernel
def fold_paid(w: Any, row: Any) -> None:
    """Take a payment off: the world's own pays all that is due, one from outside the oldest debts."""
    account = account_of(row.party - 1, row.code)
    if row.actor == 0:
        forget_due(w, account, row.tick)
        return
    amount = row.amount
    n = w.party[account].first
    while n >= 0 and amount > 0:
        paid = min(amount, max(0, w.debt[n].amount))
        w.debt[n].amount -= paid
        amount -= paid
        n = w.debt[n].next


@kernel
def fold_returned(w: Any, g: Any, row: Any) -> None:
    """Take what is given back for returned goods off what the customer will pay."""
    if row.code != IN_CASH:
        owe_price(w, g, row, row.party - 1, FROM_CUSTOMER, -row.amount)
