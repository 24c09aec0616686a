"""Hashes of the history chain: each link's hash covers its content and the hash of the link before it."""

import hashlib
import json
from collections.abc import Mapping

GENESIS = "0" * 64


def link_hash(previous_hash: str, content: Mapping[str, object]) -> str:
    """Return the SHA-256 of `previous_hash` and the canonical JSON of `content` as 64 hexadecimal digits."""
    canonical = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(f"{previous_hash}\n{canonical}".encode()).hexdigest()


def name_digest(name: str, salt: str) -> str:
    """Return the SHA-256 of a salt and a name as 64 hexadecimal digits; so is the salt written."""
    return hashlib.sha256(f"{salt}\n{name}".encode()).hexdigest()
