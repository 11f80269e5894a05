"""Uploading a roster."""

from flask_wtf import FlaskForm
from flask_wtf.file import FileField, FileRequired, FileSize

from survey_service.config import ROSTER_FILE_LIMIT


class RosterForm(FlaskForm):
    """One CSV or XLSX file."""

    file = FileField(
        "Roster file",
        [
            FileRequired("Choose a file: CSV or XLSX."),
            FileSize(
                ROSTER_FILE_LIMIT,
                message="The file is larger than 5 MB. Leave out columns we do not need, or split it.",
            ),
        ],
    )
