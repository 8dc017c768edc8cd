"""One-time codes and the keyed fingerprints that stand for addresses, numbers and callers. Pure.

No code is stored anywhere: it is worked out from a random seed with a key of the shop, so that a copy of the
database holds none. The key is derived from Django's SECRET_KEY with a salt for each use (RFC 2104, HMAC).
"""

import secrets

from django.utils.crypto import constant_time_compare, salted_hmac

CODE_LENGTH = 8
# 32 letters and digits that nobody takes for each other: 40 bits in a code.
ALPHABET = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"
# What stands for the code in the outbox; the code itself is filled in when the mail leaves.
CODE_PLACE = "····-····"
_SALT = "saleor_order_central.access."


def new_seed() -> str:
    """Return what one code is made from: 256 random bits."""
    return secrets.token_hex(32)


def code_of(seed: str) -> str:
    """Return the code of a seed, as it is written in the mail: "ABCD-EFGH"."""
    digest = salted_hmac(f"{_SALT}code", seed, algorithm="sha256").digest()
    letters = "".join(ALPHABET[byte % len(ALPHABET)] for byte in digest[:CODE_LENGTH])
    return f"{letters[:4]}-{letters[4:]}"


def is_code_of(seed: str, typed: str) -> bool:
    """Compare in constant time. Case, blanks and the dash do not matter."""
    kept = "".join(character for character in typed.upper() if character.isalnum())
    return constant_time_compare(kept, code_of(seed).replace("-", ""))


def pair_mark(number: str, email: str) -> str:
    """Stand for an order number and an address together."""
    return _mark("pair", f"{number}\n{same_email(email)}")


def email_mark(email: str) -> str:
    """Stand for an address; case does not matter."""
    return _mark("email", same_email(email))


def subject_mark(kind: str, value: str) -> str:
    """Stand for what tries are counted by, such as a caller's address."""
    return _mark(f"subject.{kind}", value)


def same_email(email: str) -> str:
    """Return the form in which addresses are compared."""
    return email.strip().casefold()


def same_number(number: str) -> str:
    """Return the form in which order numbers are compared: people write "#1042"."""
    return number.strip().lstrip("#").strip()


def _mark(use: str, value: str) -> str:
    """128 bits are enough for a keyed fingerprint."""
    return salted_hmac(f"{_SALT}{use}", value, algorithm="sha256").hexdigest()[:32]
