"""What may not be, in domain words; views/errors.py maps each to a page and a status, cli.py to one line.

Every message is a sentence for the person who meets it and says what to do.
"""


class PulseError(Exception):
    """Anything the service refuses for a reason a person can act on."""


class NotFoundError(PulseError):
    """What was asked for is not there, or is not theirs: the two look the same."""


class UnknownLinkError(NotFoundError):
    """The personal link leads nowhere; unknown and expired look the same."""


class WaveNotOpenError(PulseError):
    """The wave has not opened yet or has closed."""


class WaveStateError(PulseError):
    """The wave is not in the state this step needs, such as closing one that is closed."""


class KeyMissingError(WaveStateError):
    """The private key of a wave is not in the key folder, so that nobody can read its answers."""


class AlreadyAnsweredError(PulseError):
    """The invitation has been used."""


class UnknownReceiptError(PulseError):
    """No stored answer has this receipt."""


class InvalidAnswersError(PulseError):
    """Answers that the instrument does not allow, sent by something other than its form."""


class InvalidFileError(PulseError):
    """A file that cannot be read; the message says where and what to do."""


class ReportNotReadyError(PulseError):
    """The wave has no report yet, or the reader has to guess first."""


class ConflictError(PulseError):
    """Somebody else changed this meanwhile."""
