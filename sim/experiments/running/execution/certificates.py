"""The files with which a cluster and its client know one another."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Certificates:
    """The files with which a cluster and this program know one another (TLS)."""

    authority: Path
    certificate: Path
    key: Path
