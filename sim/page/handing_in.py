"""The screen on which a sheet of a council's own figures is handed in, and its command makes a base of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Final, NamedTuple

from starlette.datastructures import UploadFile
from starlette.requests import Request
from starlette.responses import Response

from sim.foundations.faults import BadInput, fault, shown
from sim.page.bases import base_name, latest_year
from sim.page.desk import Desk
from sim.page.jobs import Job
from sim.page.refusals import gone
from sim.page.working import Working, typed
from sim.planner.faults_by_field import FieldFault, FieldFaults
from sim.planner.views import BaseChoice
from sim.published.authorities import Authority, authorities
from sim.reports.shared.folder import replace_file
from sim.reports.shared.laid_down import make
from sim.scenario.files.workplace import RESULTS

if TYPE_CHECKING:
    from sim.bases.own.sheet import Sheet

FIGURES: Final = "figures"
"""The folder in which sheets are kept that were handed in."""

SUFFIXES: Final = (".csv", ".xlsx")

RETURNS: Final = ("import-903", "returns", "--authority", "Leeds")
"""How returns are read by command."""


@dataclass(frozen=True, slots=True)
class HandingIn:
    """Answers for the screen of sheets."""

    desk: Desk
    working: Working

    async def sheet(self, request: Request) -> Response:
        """Ask for a sheet; make a base of one that was handed in."""
        if request.method == "GET":
            return self._shown({}, ())
        form = await self.desk.form(request)
        code, file = form.get("council", ""), form.get("sheet")
        try:
            whose = _council(str(code))
            name, content = await _handed_in(file)
            return self.working.begin(self._job(whose, name, content))
        except FieldFaults as wrong:
            return self._shown({"council": str(code)}, wrong.found)
        finally:
            await form.close()

    async def template(self, request: Request) -> Response:
        """Give a sheet to fill in, with what was published of a council."""
        from sim.published.table import figures
        from sim.reports.baseline.own_sheet import write_template

        try:
            whose = _council(request.query_params.get("council", ""))
        except FieldFaults:
            return gone()
        with TemporaryDirectory() as folder:
            path = Path(folder) / "sheet.csv"
            write_template(path, whose, figures(), latest_year(whose), force=False)
            content = path.read_bytes()
        stem = base_name(whose.name, latest_year(whose))
        headers = {"Content-Disposition": f'attachment; filename="{stem}_figures.csv"'}
        return Response(content, media_type="text/csv", headers=headers)

    async def returns(self, request: Request) -> Response:
        """Have returns read where they lie on this machine: nothing of them passes through the page."""
        given = await self.desk.given(request)
        try:
            whose = _whose(given)
            path = _path(given.get("returns", "").strip())
        except FieldFaults as wrong:
            return self._shown(given, wrong.found)
        name = f"import-{base_name(whose.name, datetime.now().year)}-{datetime.now():%m%d-%H%M%S}"
        make(self.desk.place.scenarios)  # where the base is put
        words = ("import-903", path, *whose.words, "--page", f"{RESULTS}/{name}")
        return self.working.begin(Job(name, f"Reading the returns of {whose.name}", words, f"/runs/{name}"))

    def _job(self, whose: Authority, name: str, content: bytes) -> Job:
        """Return the making of a base from a sheet, which is kept. Raises FieldFaults where it cannot be used."""
        folder = self.desk.place.folder / FIGURES
        kept = f"{base_name(whose.name, datetime.now().year)}_{datetime.now():%m%d_%H%M%S}{Path(name).suffix.lower()}"
        with TemporaryDirectory() as moment:
            tried = Path(moment) / f"sheet{Path(kept).suffix}"  # as its faults call it
            replace_file(tried, content)
            begins = _first_year(whose, tried)
        make(folder)
        make(self.desk.place.scenarios)
        replace_file(folder / kept, content)
        words = ("baseline", whose.name, "--figures", f"{FIGURES}/{kept}")
        made = base_name(f"{whose.name}_own", begins)
        return Job(f"base-{made}", f"Making the base of {whose.name}", words, f"/scenario/council?made={made}")

    def _shown(self, fields: Mapping[str, str], found: tuple[FieldFault, ...]) -> Response:
        councils = [BaseChoice(one.code, one.name) for one in sorted(authorities(), key=lambda one: one.name)]
        view = {"councils": councils, "command": typed(RETURNS)}
        return self.desk.screen("sheet", "A base from your own figures", view, found, fields)


def _first_year(whose: Authority, path: Path) -> int:
    """Return the year in which the base of a sheet begins. Raises FieldFaults with all that is wrong with it."""
    from sim.bases.own.of_sheet import own_figures
    from sim.published.table import figures

    try:
        return own_figures(_read(path), whose, figures(), None).as_of.year
    except BadInput as bad:
        raise FieldFaults(FieldFault("sheet", message) for message in bad.faults) from None


def _read(path: Path) -> Sheet:
    from sim.bases.own.sheet import read_sheet

    return read_sheet(path)


def _path(text: str) -> str:
    """Return a path that a command can be given. Raises FieldFaults where nothing lies there."""
    path = Path(text)
    try:
        there = path.is_absolute() and path.exists()
    except (OSError, ValueError):
        there = False
    if not there:
        mend = "give the whole path of a folder or file on this machine"
        raise FieldFaults([FieldFault("returns", fault(shown(text), "", "is not there", mend))])
    return str(path)


class _Whose(NamedTuple):
    """Whose returns are read, and how the command is told."""

    name: str
    words: tuple[str, str]


def _whose(given: Mapping[str, str]) -> _Whose:
    """Return whose returns they are: a council of the list, or one of another name. Raises FieldFaults for neither."""
    from sim.bases.own.unnamed import PLAIN_NAME, is_plain

    code, named = given.get("of_returns", ""), given.get("named", "").strip()
    if not named:
        whose = _council(code, "of_returns")
        return _Whose(whose.name, ("--authority", whose.name))
    if code:
        both = fault("council", "", "is chosen, and another is named", "choose none of the list, or empty the name")
        raise FieldFaults([FieldFault("named", both)])
    if not is_plain(named) or named.startswith("-"):  # which a command takes for an option
        raise FieldFaults([FieldFault("named", fault("name", "", f"is {shown(named)}", PLAIN_NAME))])
    return _Whose(named, ("--name", named))


def _council(code: str, field: str = "council") -> Authority:
    whose = next((one for one in authorities() if one.code == code), None)
    if whose is None:
        raise FieldFaults([FieldFault(field, fault("council", "", "is none of the list", "choose one of it"))])
    return whose


async def _handed_in(file: object) -> tuple[str, bytes]:
    """Return the name and content of a file that was handed in. Raises FieldFaults where there is none."""
    if not isinstance(file, UploadFile) or not file.filename:
        raise FieldFaults([FieldFault("sheet", fault("sheet", "", "was not handed in", "choose a file"))])
    if Path(file.filename).suffix.lower() not in SUFFIXES:
        mend = "save it as CSV or as an Excel workbook (.xlsx)"
        raise FieldFaults([FieldFault("sheet", fault("sheet", "", "is of another kind", mend))])
    return file.filename, await file.read()
