"""Making and changing a survey."""

from functools import cache
from typing import Any

from flask_wtf import FlaskForm
from wtforms import BooleanField, DateField, IntegerField, SelectField, StringField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # the stubs are older
from wtforms.validators import InputRequired, Length, NumberRange

from survey_service.clock import known_time_zones
from survey_service.models.survey import CADENCES
from survey_service.texts import clean_line


@cache
def time_zone_choices() -> list[SelectChoice]:
    """The time zones people live in, by name; old aliases and technical ones are left out."""
    places = sorted(name for name in known_time_zones() if "/" in name and not name.startswith(("Etc/", "SystemV/")))
    return [SelectChoice("UTC", "UTC"), *(SelectChoice(name, name.replace("_", " ")) for name in places)]


def cleaned(text: str | None) -> str:
    """A written name as one clean line."""
    return clean_line(text or "")


class SurveyForm(FlaskForm):
    """Name, rhythm and minimums. What only the rules of surveys can judge is judged by the operation."""

    name = StringField("Name", [InputRequired("Give the survey a name."), Length(max=80)], filters=[cleaned])
    cadence = SelectField("How often", choices=[SelectChoice(cadence, cadence.capitalize()) for cadence in CADENCES])
    starts_on = DateField("First wave opens on", [InputRequired("Enter a day, such as 5 October 2026.")])
    opens_hour = SelectField(
        "Opens at", choices=[SelectChoice(str(hour), f"{hour:02}:00") for hour in range(24)], coerce=int
    )
    time_zone = SelectField("Time zone")
    open_days = IntegerField(
        "Days it stays open",
        [InputRequired("Enter a number of days."), NumberRange(1, 60, "Enter 1 to 60 days.")],
    )
    minimum_score = IntegerField(
        "People a score needs",
        [InputRequired("Enter a number of people."), NumberRange(4, 100, "Enter 4 to 100 people.")],
    )
    minimum_comments = IntegerField(
        "People comments need",
        [InputRequired("Enter a number of people."), NumberRange(10, 100, "Enter 10 to 100 people.")],
    )

    leaders_across = BooleanField("Show leaders who lead in several regions")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.time_zone.choices = time_zone_choices()

    def leave_out_rhythm(self) -> None:
        """Ask only for what may change once a wave has opened."""
        for name in ("cadence", "starts_on", "time_zone"):
            del self[name]

    def values(self) -> dict[str, Any]:
        """What was entered, by the names of a survey's plan."""
        return {name: value for name, value in self.data.items() if name != "csrf_token"}
