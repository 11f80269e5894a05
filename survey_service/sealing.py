"""Tokens, receipts and sealed bodies: what only the holder of a link, or only the service, can open."""

import hashlib
import json
import secrets
from typing import Any, cast

from nacl.exceptions import CryptoError
from nacl.secret import SecretBox

TOKEN_BYTES = 32


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


def seal(body: dict[str, Any], key: bytes) -> bytes:
    """Encrypt and authenticate a JSON body (XSalsa20-Poly1305) under a 32-byte key."""
    return bytes(SecretBox(key).encrypt(json.dumps(body).encode()))


def unseal(sealed: bytes, key: bytes) -> dict[str, Any] | None:
    """The body again, or None where the key is not the one it was sealed with."""
    try:
        return cast("dict[str, Any]", json.loads(SecretBox(key).decrypt(sealed)))
    except CryptoError:
        return None
