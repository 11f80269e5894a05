"""`python -m survey_service` is the command line too."""

from survey_service.cli import main

main()
