"""The demo organisation: invented people, answers and comments, clearly marked, made the same way on every machine."""
