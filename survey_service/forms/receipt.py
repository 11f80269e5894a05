"""The form that asks for a receipt's code."""

from wtforms import Form, StringField
from wtforms.validators import InputRequired, Length

from survey_service.texts import clean_line


class ReceiptForm(Form):
    """One code, typed or pasted. No form token, as forms/respond.py explains: the code is the credential."""

    code = StringField(
        "Receipt code",
        filters=[lambda text: clean_line(text) if text else text],
        validators=[
            InputRequired("Enter the code of your receipt: twelve letters and digits."),
            Length(max=60, message="Enter the code alone: twelve letters and digits."),
        ],
    )
