"""What every result can do in a notebook: show its headline table, frames and figures, and be written."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Iterable, Iterator, Mapping
from os import PathLike
from pathlib import Path
from typing import TYPE_CHECKING

from sim.foundations.faults import BadInput, did_you_mean, fault, listed

if TYPE_CHECKING:
    from pandas import DataFrame

    from sim.reports.shared.page import Page
    from sim.reports.shared.painted import ChartDrawing
    from sim.reports.shared.tables import Cells


class ShownResult:
    """A result that can be shown: the fields of its own kind come from the class beside which this one stands."""

    __slots__ = ()

    @property
    def tables(self) -> tuple[str, ...]:
        """Return the names of its tables, the main one first: those of the CSV files that `write` makes."""
        return tuple(name.split(".")[0] for name in self._tables())

    def frame(self, table: str = "") -> DataFrame:
        """Return a table as a frame of pandas; the main one unless another is named.

        Raises BadInput when there is no such table, or pandas is not installed.
        """
        from sim.notebook.frames import frame

        by_name = {name.split(".")[0]: rows for name, rows in self._tables().items()}
        wanted = table or next(iter(by_name))
        if wanted not in by_name:
            mend = did_you_mean(wanted, by_name, f"give one of {listed(by_name)}")
            raise BadInput([fault(f'frame("{wanted}")', "", "there is no such table", mend)])
        return frame(by_name[wanted])

    @property
    def figures(self) -> tuple[str, ...]:
        """Return the names of its figures."""
        return tuple(one.name for one in self._drawings())

    def figure(self, name: str = "") -> ChartDrawing:
        """Return a figure, which a notebook shows; the first unless another is named.

        Raises BadInput when there is no such figure.
        """
        names = []
        for one in self._drawings():
            if name in ("", one.name):
                return one
            names.append(one.name)
        mend = did_you_mean(name, names, f"give one of {listed(names)}") if names else "this result has none"
        raise BadInput([fault(f'figure("{name}")', "", "there is no such figure", mend)])

    def write(self, folder: str | PathLike[str]) -> Path:
        """Write tables, figures, page and manifest into a new folder, as the command does; return the folder.

        Raises BadInput when it is there already or cannot be written.
        """
        from sim.reports.shared.folder import faults

        into = Path(folder)
        if wrong := faults(into):
            raise BadInput(wrong)
        self._write(into)
        return into

    def _repr_html_(self) -> str:
        """Return the headline table, as a notebook shows it."""
        from sim.notebook.markup import headline

        return headline(self._page())

    @abstractmethod
    def _tables(self) -> Mapping[str, Iterable[Cells]]:
        """Return its tables, header first, by the names of their files; the main one first."""

    @abstractmethod
    def _page(self) -> Page:
        """Return what its page says; the first table is the headline."""

    def _write(self, into: Path) -> None:
        """Write it into a folder that is not there yet: its tables, where it has no more than those."""
        from sim.reports.shared.table_folder import keep_tables

        keep_tables(self._tables(), into)

    def _drawings(self) -> Iterator[ChartDrawing]:
        """Draw its figures, one after the other."""
        yield from self._page().drawings
