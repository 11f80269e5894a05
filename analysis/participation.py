"""Who answered, by role, once a wave is closed."""

from dataclasses import replace

from analysis.disclosure.rules import hidden_sentence, participation_allowed
from analysis.results import Participation, Role
from analysis.tables import Minimums, WaveTable
from analysis.wording import ORDER, people, whole


def participation(table: WaveTable, minimums: Minimums) -> tuple[Participation, ...]:
    """One line for each role that was asked; without a base where it is not known who was."""
    counts = ((role, int((table.asked.roles == role).sum()), int((table.roles == role).sum())) for role in ORDER)
    lines = tuple(_of_role(role, asked, answered, minimums) for role, asked, answered in counts if asked)
    return lines if table.asked.known else tuple(_without_base(line, minimums) for line in lines)


def _without_base(line: Participation, minimums: Minimums) -> Participation:
    few = f"Hidden to protect people: fewer than {minimums.participation} answered."
    return replace(line, asked=None, share=None, hidden=few if line.hidden else "")


def _of_role(role: Role, asked: int, answered: int, minimums: Minimums) -> Participation:
    if not participation_allowed(asked, minimums):
        return Participation(role, None, None, None, hidden_sentence("participation", minimums))
    if answered < minimums.participation:
        few = f"Hidden to protect people: fewer than {minimums.participation} {people(role, None)} answered."
        return Participation(role, asked, None, None, few)
    return Participation(role, asked, answered, whole(100 * answered / asked))
