"""`sim.authorities`: English authorities and what is published of each, as a notebook shows them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from sim.foundations.counted import counted
from sim.notebook.call import PythonCall, shown_as
from sim.notebook.shown import ShownResult
from sim.published import authorities as published
from sim.published.coverage import Coverage, known
from sim.published.table import figures

if TYPE_CHECKING:
    from sim.reports.shared.page import Page
    from sim.reports.shared.tables import Cells


@dataclass(frozen=True, slots=True)
class AuthoritiesFound:
    """Authorities, and what is known of each."""

    found: tuple[Coverage, ...]

    def __repr__(self) -> str:
        return f"<AuthoritiesFound: {counted(len(self.found), 'authority', 'authorities')}>"


@dataclass(frozen=True, slots=True, repr=False)
class ShownAuthorities(AuthoritiesFound, ShownResult):
    """Authorities that can be shown."""

    call: PythonCall = field(kw_only=True, compare=False)

    def _tables(self) -> Mapping[str, Iterable[Cells]]:
        from sim.reports.baseline.authority_list import rows

        return {"authorities.csv": rows(self.found)}

    def _page(self) -> Page:
        from sim.reports.baseline.authority_list import page

        return page(self.found, figures().known_until)


@shown_as(ShownAuthorities)
def authorities(text: str = "") -> AuthoritiesFound:
    """Return the authorities of this name, part of a name, region or code; all without it. Raises BadInput for none."""
    wanted = published.search(text) if text else published.authorities()
    return AuthoritiesFound(tuple(known(one, figures()) for one in wanted))
