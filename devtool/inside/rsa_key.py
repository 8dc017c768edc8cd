"""Print a new RSA key: Saleor 3 signs its tokens with one. Uses the shop's own `cryptography`."""

from __future__ import annotations

import sys


def main() -> None:
    from cryptography.hazmat.primitives import serialization
    from cryptography.hazmat.primitives.asymmetric import rsa

    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    text = key.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.TraditionalOpenSSL,
        serialization.NoEncryption(),
    )
    sys.stdout.write(text.decode())


if __name__ == "__main__":
    main()
