"""Who answered, by role, once a wave is closed."""

from analysis.disclosure.rules import hidden_sentence, participation_allowed
from analysis.results import Participation, Role
from analysis.tables import Minimums, WaveTable
from analysis.wording import ORDER, people, whole


def participation(table: WaveTable, minimums: Minimums) -> tuple[Participation, ...]:
    """One line for each role that was asked: rep, manager, executive."""
    counts = ((role, int((table.asked.roles == role).sum()), int((table.roles == role).sum())) for role in ORDER)
    return tuple(_of_role(role, asked, answered, minimums) for role, asked, answered in counts if asked)


def _of_role(role: Role, asked: int, answered: int, minimums: Minimums) -> Participation:
    if not participation_allowed(asked, minimums):
        return Participation(role, None, None, None, hidden_sentence("participation", minimums))
    if answered < minimums.participation:
        few = f"Hidden to protect people: fewer than {minimums.participation} {people(role, None)} answered."
        return Participation(role, asked, None, None, few)
    return Participation(role, asked, answered, whole(100 * answered / asked))
