"""Stands for the hash, whose build for Pyodide no wheel of this machine's Python has."""

from hashlib import blake2b


def xxh3_128_digest(data: bytes, seed: int = 0) -> bytes:
    """Give a hash of 16 bytes."""
    return blake2b(data, digest_size=16, key=seed.to_bytes(8, "little")).digest()
