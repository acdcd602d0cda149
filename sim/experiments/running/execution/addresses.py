"""Addresses of clusters: which can be used, and what is wrong with one that cannot."""

from __future__ import annotations

from collections.abc import Iterator
from importlib.util import find_spec
from ipaddress import ip_address
from urllib.parse import urlsplit

LOCAL = "local"
"""Stands for a cluster that is started on this machine for one command, in place of an address."""

EXAMPLE = "give one such as tcp://127.0.0.1:8786"
INSTALL = "pip install 'placement-sufficiency[cluster]'"
FILES = "--tls-ca-file, --tls-cert and --tls-key"


def problems(address: str, certified: bool) -> Iterator[str]:
    """Yield what is wrong with the address of a cluster, if anything, each with its mend.

    Whoever reaches a scheduler can have it run any program, so that an address of another machine is good only with
    certificates by which both sides know one another.
    """
    if find_spec("distributed") is None:
        yield f"cluster: its engine, dask.distributed, is not installed here; {INSTALL}"
    if address == LOCAL:
        if certified:
            yield f'cluster: "{LOCAL}" stays on this machine, without certificates; leave out {FILES}'
        return
    yield from _of_address(address, certified)


def _of_address(address: str, certified: bool) -> Iterator[str]:
    place = f'cluster: "{address}"'
    scheme, _, rest = address.partition("://")
    if not rest:
        yield f'{place} is no address of a scheduler; {EXAMPLE}, or "{LOCAL}"'
        return
    if scheme not in ("tcp", "tls"):
        yield f'{place} begins with "{scheme}"; begin with tcp:// on this machine, or with tls:// and certificates'
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
