"""Certificates of a cluster's own: made for one command, known to nobody else, and gone with it.

Imported only when such a cluster is asked for: what makes them, cryptography, is an extra.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import NameOID

from sim.experiments.running.execution.certificates import Certificates

VALID = timedelta(days=365)
"""Longer than any command runs."""

CLOCKS = timedelta(days=1)
"""By which a clock that is put right meanwhile may go back."""


@contextmanager
def own_certificates() -> Iterator[Certificates]:
    """Give new certificates, in files of a folder that no other user can read, and remove them at the end.

    The one certificate is its own authority: whoever has its key, and nobody else, takes part.
    """
    with TemporaryDirectory(prefix="placement-sufficiency-") as name:  # made with mode 0700
        key = ec.generate_private_key(ec.SECP256R1())
        folder = Path(name)
        certificate, secret = folder / "cert.pem", folder / "key.pem"
        _write(certificate, _signed(key).public_bytes(Encoding.PEM))
        _write(secret, key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
        yield Certificates(certificate, certificate, secret)


def _signed(key: ec.EllipticCurvePrivateKey) -> x509.Certificate:
    """Return a certificate of the key, signed with itself."""
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "a cluster of its own")])
    now = datetime.now(UTC)
    signs = x509.KeyUsage(
        digital_signature=True,
        key_cert_sign=True,
        content_commitment=False,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        crl_sign=False,
        encipher_only=False,
        decipher_only=False,
    )
    return (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - CLOCKS)
        .not_valid_after(now + VALID)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .add_extension(signs, critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
        .sign(key, SHA256())
    )


def _write(file: Path, content: bytes) -> None:
    """Write a new file that only this user can read."""
    handle = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "wb") as opened:
        opened.write(content)
