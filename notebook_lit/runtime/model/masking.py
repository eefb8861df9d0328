"""Passwords in texts that are not theirs: the message of an exception, the repr of an entry that holds a copy."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable

#: What stands for a value that must not be shown.
SECRET = "•••"
#: Shorter ones are found as words only: the letters of a password of one or two are in every text.
_ANYWHERE = 4


def masked(text: str, secrets: Iterable[str]) -> str:
    """Return a text with dots in place of all secrets in it, also of those that are written as ``repr`` or JSON writes them.

    Examples
    --------
    >>> masked("KeyError: 'swordfish'", ["swordfish"])
    "KeyError: '•••'"
    """
    forms = {form for secret in secrets if secret.strip() for form in _forms(secret)}
    found = [form for form in forms if form in text]
    if not found:
        return text
    patterns = [re.escape(form) if len(form) >= _ANYWHERE else rf"(?<!\w){re.escape(form)}(?!\w)" for form in found]
    return re.sub("|".join(sorted(patterns, key=len, reverse=True)), SECRET, text)


def _forms(secret: str) -> Iterable[str]:
    encoded = secret.encode("utf-8", "replace")
    return secret, repr(secret)[1:-1], ascii(secret)[1:-1], json.dumps(secret)[1:-1], repr(encoded)[2:-1]
