"""What a program lead writes about a theme, and which themes are ticked."""

from collections.abc import Mapping

from flask_wtf import FlaskForm
from werkzeug.datastructures import MultiDict
from wtforms import StringField, TextAreaField
from wtforms.validators import Length

from survey_service.texts import clean_line, clean_text

NAME_LIMIT, TEXT_LIMIT = 80, 500
LARGEST_DIGITS = 9


def line(text: str | None) -> str:
    """A written text as one clean line."""
    return clean_line(text or "")


def too_long(limit: int) -> Length:
    """The rule of a limit, with what to do."""
    return Length(max=limit, message=f"Use up to {limit} characters. Nothing you wrote is lost.")


class WordsForm(FlaskForm):
    """A theme's name, and what the report and the training plan say of it."""

    name = StringField("Name", [too_long(NAME_LIMIT)], filters=[line])
    paraphrase = TextAreaField("In your words, for the report", [too_long(TEXT_LIMIT)], filters=[line])
    objective = StringField("Training objective", [too_long(TEXT_LIMIT)], filters=[line])

    def words(self) -> dict[str, str]:
        """What was written, by what it is."""
        return {name: str(value or "") for name, value in self.data.items() if name != "csrf_token"}


def ticked_themes(form: MultiDict[str, str]) -> list[int]:
    """The ids of the ticked themes, each once; what is no id of a row is left out."""
    return list(dict.fromkeys(found for text in form.getlist("chosen") if (found := whole_number(text))))


def whole_number(text: str | None) -> int:
    """A number from 1 up to what an id can be; 0 for anything else."""
    plain = (text or "").strip()
    return int(plain) if plain.isdecimal() and plain.isascii() and len(plain) <= LARGEST_DIGITS else 0


def all_said(form: MultiDict[str, str]) -> tuple[tuple[str, str], ...]:
    """Everything a form says, but for the token that every page has anew."""
    return tuple((name, clean_text(text)) for name, text in form.items(multi=True) if name != "csrf_token")


def changes_known(form: Mapping[str, str]) -> int:
    """How many changes the page of a form knew of; -1, which fits none, where it does not say."""
    text = form.get("changes", "")
    return 0 if text == "0" else whole_number(text) or -1
