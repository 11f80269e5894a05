"""Commands as somebody types them: through `main`, in this process."""

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class Ran:
    """What a command left: its exit code, and the two streams."""

    code: int
    out: str
    err: str


Run = Callable[..., Ran]
