"""Statistics as functions of arrays: scores, effects, intervals, tests, verdicts."""
