"""An executive's own guesses, kept for them alone; having guessed unlocks the wave's report."""

from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from survey_service.models import Guess, Respondent, Wave
from survey_service.sealing import derived, seal, unseal


def find_guess(session: Session, wave: Wave, respondent: Respondent) -> Guess | None:
    """Find what the respondent guessed in this wave."""
    mine = (Guess.wave_id == wave.id) & (Guess.respondent_id == respondent.id)
    return session.scalar(select(Guess).where(mine))


def has_guessed(session: Session, wave: Wave, respondent: Respondent) -> bool:
    """Say whether the respondent has guessed, and so may read the report."""
    return find_guess(session, wave, respondent) is not None


def keep_guess(session: Session, wave: Wave, respondent: Respondent, answers: dict[str, Any], *, secret: str) -> None:
    """Keep a first guess, sealed; a second one changes nothing, since a guess is made before reading.

    Own words stand beside no figure, so they are not kept under a name.
    """
    if has_guessed(session, wave, respondent):
        return
    guesses = {question: answer for question, answer in answers.items() if not is_own_words(answer)}
    sealed = seal(guesses, guess_key(secret, respondent))
    session.add(Guess(wave_id=wave.id, respondent_id=respondent.id, sealed_body=sealed))


def is_own_words(answer: Any) -> bool:
    """Whether this is the answer of an open question."""
    return isinstance(answer, dict) and "text" in answer


def own_guess(session: Session, wave: Wave, respondent: Respondent, *, secret: str) -> dict[str, Any] | None:
    """Open the respondent's own guess, for their own page only; None where it was deleted with the wave's answers."""
    guess = find_guess(session, wave, respondent)
    return unseal(guess.sealed_body, guess_key(secret, respondent)) if guess and guess.sealed_body else None


def guess_key(secret: str, respondent: Respondent) -> bytes:
    """The key of one person's guesses."""
    return derived(f"{secret}:{respondent.id}", "guess")
