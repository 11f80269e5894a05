"""What gunicorn serves: `gunicorn survey_service.wsgi:app`."""

from survey_service.app import create_app

app = create_app()
