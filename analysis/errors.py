"""What the analysis refuses, in words a reader can act on."""


class AnalysisError(ValueError):
    """The input cannot be analysed; the message says what to do."""
