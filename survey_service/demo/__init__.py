"""The demo organisation: invented people, answers and comments, clearly marked, made the same way on every machine."""

LEAD = "lead@tarnbrook.example"
PASSWORD = "tarnbrook demo"  # noqa: S105 (shown to everybody who looks at the demo)
