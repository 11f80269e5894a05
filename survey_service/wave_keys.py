"""The key folder: the private half of each wave's key pair, in a file of its own, outside the database.

Only the worker and commands read it. The web process needs nothing but public halves, which are in the database.
"""

import os
import secrets
from dataclasses import dataclass
from pathlib import Path

from nacl.exceptions import CryptoError
from nacl.public import PrivateKey

from survey_service.errors import PulseError

SUFFIX = ".key"


@dataclass(frozen=True)
class KeyFolder:
    """The folder, made when the first key is; a file is called after its public half, and only its owner reads it."""

    path: Path

    def create(self) -> bytes:
        """Make a pair; returns the public half once the private one is safe on the disk.

        Raises:
            PulseError: the folder cannot be written to.
        """
        private = PrivateKey.generate()
        public = bytes(private.public_key)
        try:
            self.path.mkdir(mode=0o700, parents=True, exist_ok=True)
            handle = os.open(self.file_of(public), os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
            with os.fdopen(handle, "wb") as file:
                write_through(file.fileno(), bytes(private).hex().encode("ascii"))
            self._keep_entries()
        except OSError as error:
            raise PulseError(
                f"No key can be kept in the key folder {self.path}: {error.strerror}. It is for this account alone; "
                "PULSE_KEY_FOLDER names another one."
            ) from error
        return public

    def private_half(self, public: bytes) -> bytes | None:
        """The private half, 32 bytes; None where the folder does not hold it, or something else under its name."""
        try:
            private = bytes.fromhex(self.file_of(public).read_text("ascii").strip())
            return private if bytes(PrivateKey(private).public_key) == public else None
        except (OSError, ValueError, CryptoError):
            return None

    def holds(self, public: bytes) -> bool:
        """Whether the file is there; it is not read."""
        return self.file_of(public).is_file()

    def destroy(self, public: bytes) -> None:
        """Overwrite a private half and take its file away, for good; nothing happens where there is none."""
        try:
            handle = os.open(self.file_of(public), os.O_WRONLY)
        except FileNotFoundError:
            return
        with os.fdopen(handle, "wb") as file:
            write_through(file.fileno(), secrets.token_bytes(os.fstat(file.fileno()).st_size))
        self.file_of(public).unlink(missing_ok=True)
        self._keep_entries()

    def file_of(self, public: bytes) -> Path:
        """Where the private half of a pair lies."""
        return self.path / f"{public.hex()}{SUFFIX}"

    def _keep_entries(self) -> None:
        handle = os.open(self.path, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def write_through(handle: int, content: bytes) -> None:
    """Write to an open file, and wait until the disk has it."""
    os.write(handle, content)
    os.fsync(handle)
