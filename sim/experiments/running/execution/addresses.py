"""Addresses of clusters: which can be used, and what is wrong with one that cannot."""

from __future__ import annotations

from collections.abc import Iterator
from importlib.util import find_spec
from ipaddress import ip_address
from urllib.parse import urlsplit

LOCAL = "local"
"""Stands for a cluster that is started on this machine for one command, in place of an address."""

EXAMPLE = "give one such as tls://10.0.0.5:8786"
INSTALL = "pip install 'placement-sufficiency[cluster]'"
TRUST = "--trust-this-machine"
FILES = "--tls-ca-file, --tls-cert and --tls-key"


def problems(address: str, certified: bool, trusted: bool = False) -> Iterator[str]:
    """Yield what is wrong with the address of a cluster, if anything, each with its mend.

    Whoever reaches a scheduler can have it run any program as the user who started it: on another machine anybody on
    the network, on this one every user of it. So an address is good only with certificates by which both sides know
    one another, or here when all users are `trusted`.
    """
    if find_spec("distributed") is None:
        yield f"cluster: its engine, dask.distributed, is not installed here; {INSTALL}"
    elif address == LOCAL and find_spec("cryptography") is None:
        yield f"cluster: what makes its certificates, cryptography, is not installed here; {INSTALL}"
    if address == LOCAL:
        if certified:
            yield f'cluster: "{LOCAL}" makes certificates of its own; leave out {FILES}'
        if trusted:
            yield f'cluster: "{LOCAL}" needs to trust nobody; leave out {TRUST}'
        return
    yield from _of_address(address, certified, trusted)


def _of_address(address: str, certified: bool, trusted: bool) -> Iterator[str]:
    place = f'cluster: "{address}"'
    scheme, _, rest = address.partition("://")
    if not rest:
        yield f'{place} is no address of a scheduler; {EXAMPLE}, or "{LOCAL}"'
        return
    if scheme not in ("tcp", "tls"):
        yield f'{place} begins with "{scheme}"; begin with tls:// and give certificates'
        return
    host, port = _parts(address)
    if not host or not port:
        yield f"{place} does not name a machine and a port; {EXAMPLE}"
        return
    if scheme == "tls" and not certified:
        yield f"{place} needs certificates; give {FILES} (docs/cluster.md)"
    if scheme == "tcp" and certified:
        yield f"{place} does not use certificates; begin with tls://, or leave out {FILES}"
    if scheme == "tcp" and not certified and not loopback(host):
        yield (
            f"{place} is another machine, where anybody on the network could look on and take part; use tls:// with "
            f"{FILES} (docs/cluster.md)"
        )
    elif scheme == "tcp" and not certified and not trusted:
        yield (
            f"{place} can be reached by every user of this machine, who could run programs as you; use tls:// with "
            f"{FILES}, or give {TRUST} if all of them may (docs/cluster.md)"
        )
    elif trusted and (certified or scheme == "tls"):
        yield f"{place} uses certificates and needs to trust nobody; leave out {TRUST}"


def loopback(host: str) -> bool:
    """Return whether the host is this machine, by an address that no other can reach."""
    if host == "localhost":
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False


def _parts(address: str) -> tuple[str, int]:
    """Return the host and the port of an address; empty and 0 when it has anything else or lacks one."""
    try:
        parts = urlsplit(address)
        host, port = parts.hostname or "", parts.port or 0
    except ValueError:
        return "", 0
    plain = f"[{host}]" if ":" in host else host
    return (host, port) if address.lower() == f"{parts.scheme}://{plain}:{port}" else ("", 0)
