"""Open a business that has a journal: the tables must be those in force, and everything comes back from its facts."""

from tugline.business.core import Core
from tugline.business.epochs import Epochs, missing, speak, with_names
from tugline.errors import NetworkChangedError
from tugline.journal.journal import Journal
from tugline.network.compile import compile_network
from tugline.network.tables import Tables


def reopen(tables: Tables, journal: Journal, *, world: bool) -> Core:
    """Return the business of a journal that holds facts, recovered.

    Raises
    ------
    NetworkChangedError
        The tables say another business than the one in force.
    """
    if Epochs(journal).in_force().content.network != tables.hash:
        raise NetworkChangedError(
            f"the tables of {tables.settings.name!r} are not those that are in force",
            hint="`tugline apply` shows what changed and adopts it; or put the tables back.",
        )
    return recover(tables, journal, world=world)


def recover(tables: Tables, journal: Journal, *, world: bool) -> Core:
    """Return the business of a journal under the tables in force, whatever rows of signals they still hold."""
    epoch = Epochs(journal).in_force()
    begun, known = epoch.first_seq - 1, epoch.content.known()
    core = Core(compile_network(tables, known), journal, world=world)
    after = core.load_snapshot()
    if missing(with_names(journal, known, speak(journal, after or begun)), core.network):
        every = with_names(journal, known, speak(journal, begun))
        core = Core(compile_network(tables, every), journal, world=world)
        after = core.load_snapshot()
    if after:
        core.replay_after(after)
    else:
        core.replay_all()
    return core
