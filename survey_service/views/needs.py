"""What needs a program lead: each a title, a small line and the page to go to."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from flask import url_for
from sqlalchemy.orm import Session

from survey_service.mail import FULL, UNKNOWN
from survey_service.models import Organisation, RosterImport, Wave
from survey_service.operations import home
from survey_service.operations.theme_words import WordsMissing, themes_without_words
from survey_service.wording import counted

REASONS = {UNKNOWN: ("address unknown", "addresses unknown"), FULL: ("mailbox full", "mailboxes full")}


@dataclass(frozen=True)
class Needs:
    """What waits for somebody, by kind."""

    lost: Sequence[tuple[Wave, Counter[str]]]
    imports: Sequence[RosterImport]
    failed: Sequence[Wave]
    stuck: Sequence[tuple[Wave, str]]
    bare_themes: Sequence[WordsMissing]

    def rows(self) -> list[dict[str, str]]:
        """All of it as rows of a list."""
        return [
            *(lost_row(wave, reasons) for wave, reasons in self.lost),
            *(import_row(staged) for staged in self.imports),
            *(failed_row(wave) for wave in self.failed),
            *(stuck_row(wave, reason) for wave, reason in self.stuck),
            *(bare_themes_row(missing) for missing in self.bare_themes),
        ]

    def phrases(self) -> list[str]:
        """What of it is said in the sentence at the top of the page."""
        lost = sum(reasons.total() for _, reasons in self.lost)
        waits = "waits" if len(self.imports) == 1 else "wait"
        counts = {
            f"{counted(len(self.imports), 'import')} {waits} for you": self.imports,
            f"{counted(lost, 'invitation')} did not arrive": lost,
            f"{counted(len(self.failed), 'report')} could not be made": self.failed,
            f"{counted(len(self.stuck), 'wave')} could not open": self.stuck,
        }
        return [phrase for phrase, some in counts.items() if some]


def what_needs_you(session: Session, organisation: Organisation, *, now: datetime) -> Needs:
    """Gather what waits for a program lead."""
    return Needs(
        lost=home.lost_mails(session, organisation),
        imports=home.waiting_imports(session, organisation),
        failed=home.failed_analyses(session, organisation),
        stuck=home.stuck_waves(session, organisation, now=now),
        bare_themes=themes_without_words(session, organisation),
    )


def lost_row(wave: Wave, reasons: Counter[str]) -> dict[str, str]:
    """Invitations that did not arrive."""
    kinds = [reason_phrase(reason, count) for reason, count in reasons.most_common()]
    return {
        "title": f"{reasons.total():,} {'invitation' if reasons.total() == 1 else 'invitations'} did not arrive",
        "note": f"{wave.survey.name}, {wave.name}: {', '.join(kinds)}.",
        "url": url_for("waves.lost_mails", wave_id=wave.id),
        "label": "See them",
    }


def reason_phrase(reason: str, count: int) -> str:
    """A reason with its count: "2 addresses unknown"."""
    if reason in REASONS:
        return f"{count} {REASONS[reason][count > 1]}"
    return f"{count} × {reason[:1].lower()}{reason[1:]}"


def import_row(staged: RosterImport) -> dict[str, str]:
    """A roster file that waits to be confirmed."""
    return {
        "title": f"Import {staged.file_name}",
        "note": f"{len(staged.rows):,} {'row' if len(staged.rows) == 1 else 'rows'} read, nothing changed yet.",
        "url": url_for("roster.preview", import_id=staged.id),
        "label": "Review",
    }


def failed_row(wave: Wave) -> dict[str, str]:
    """A report that could not be made."""
    return {
        "title": f"The report of {wave.name} could not be made",
        "note": f"{wave.survey.name}. {failed_note(wave)}",
        "url": url_for("reports.report", wave_id=wave.id),
        "label": "Look",
    }


def failed_note(wave: Wave) -> str:
    """What that means for the answers."""
    if wave.key_missing:
        return "Its key is missing, so nobody can read its answers."
    return "The answers are safe; the analysis can run again."


def stuck_row(wave: Wave, reason: str) -> dict[str, str]:
    """A wave that was due and could not open."""
    return {
        "title": f"{wave.survey.name}, {wave.name}, could not open",
        "note": reason,
        "url": url_for("waves.wave", wave_id=wave.id),
        "label": "See it",
    }


def bare_themes_row(missing: WordsMissing) -> dict[str, str]:
    """Themes that the report tells in the computer's words alone."""
    themes = "theme has" if missing.count == 1 else "themes have"
    return {
        "title": f"{missing.count} {themes} no paraphrase",
        "note": f"{missing.survey.name}, {missing.wave}. Executives see your words, not ours.",
        "url": url_for("themes.board", survey_id=missing.survey.id),
        "label": "Write",
    }
