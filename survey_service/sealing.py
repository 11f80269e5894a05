"""Tokens, receipts and sealed bodies: what only the holder of a link, only the service, or only a wave's key opens."""

import hashlib
import json
import secrets
from typing import Any, cast

from nacl.exceptions import CryptoError
from nacl.public import PrivateKey, PublicKey, SealedBox
from nacl.pwhash import argon2id
from nacl.secret import SecretBox

TOKEN_BYTES = 32
SLOW_MEMORY = 4 * 1024 * 1024
"""Bytes that each guess of a short secret costs, with one pass over them: a few milliseconds."""
SLOW_SALT = b"pulse, a receipt"
"""Fixed, since whoever comes with a receipt's code alone must be found by what is made of it."""
BUCKET = 4096
"""Bytes that a padded body is filled up to; longer ones to twice that, and so on."""


def new_token() -> str:
    """A personal link's secret: 256 random bits, URL-safe."""
    return secrets.token_urlsafe(TOKEN_BYTES)


def token_hash(token: str) -> bytes:
    """What is stored of a token. Its 256 bits need no salt and no slow hash."""
    return derived(token, "hash")


def derived(secret: str, purpose: str) -> bytes:
    """32 bytes that only the holder of `secret` can make; one purpose tells nothing of another (keyed BLAKE2b)."""
    written = secret.encode("utf-8", "surrogatepass")
    return hashlib.blake2b(written, digest_size=32, person=purpose.encode()[:16]).digest()


def slowly_derived(secret: bytes) -> str:
    """What a short secret is turned into before anything is derived from it, so that trying all of them is hopeless.

    Argon2id (RFC 9106) with SLOW_MEMORY and one pass; 32 bytes, hexadecimal.
    """
    return argon2id.kdf(32, secret, SLOW_SALT, opslimit=1, memlimit=SLOW_MEMORY).hex()


def seal(body: dict[str, Any], key: bytes) -> bytes:
    """Encrypt and authenticate a JSON body (XSalsa20-Poly1305) under a 32-byte key."""
    return bytes(SecretBox(key).encrypt(json.dumps(body).encode()))


def padded(body: dict[str, Any], length: int = 0) -> bytes:
    """A body as JSON, filled up with blanks to a bucket of at least `length` bytes, so that its length says nothing."""
    written = json.dumps(body, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "surrogatepass")
    bucket = max(BUCKET, length)
    while bucket < len(written):
        bucket *= 2
    return written.ljust(bucket)


def read_padded(written: bytes) -> dict[str, Any]:
    """The body that was padded."""
    return cast("dict[str, Any]", json.loads(written.decode("utf-8", "surrogatepass")))


def seal_padded(body: dict[str, Any], key: bytes) -> bytes:
    """Like `seal`, padded."""
    return bytes(SecretBox(key).encrypt(padded(body)))


def seal_to(public: bytes, written: bytes) -> bytes:
    """Encrypt to a public key, so that only the holder of its private half reads it (a sealed box, 48 bytes longer).

    Equal contents give different boxes: each is made with a key pair of its own that is thrown away.
    """
    return bytes(SealedBox(PublicKey(public)).encrypt(written))


def open_box(sealed: bytes, private: bytes) -> bytes | None:
    """What was sealed to the public half of this private one; None where it was sealed to another."""
    try:
        return bytes(SealedBox(PrivateKey(private)).decrypt(sealed))
    except CryptoError:
        return None


def unseal(sealed: bytes, key: bytes) -> dict[str, Any] | None:
    """The body again, or None where the key is not the one it was sealed with."""
    try:
        return read_padded(SecretBox(key).decrypt(sealed))
    except CryptoError:
        return None
