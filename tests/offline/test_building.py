"""The file is built of what is pinned, the same whenever it is built of the same, and names what it is made of."""

from __future__ import annotations

import marshal
import re
import tarfile
from base64 import b64encode
from datetime import date
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from traceback import format_exception
from zipfile import ZipFile

import pytest

from sim.cli import main
from sim.foundations.faults import BadInput
from sim.offline.build import compiling
from sim.offline.build.bases import councils
from sim.offline.build.notices import notices
from sim.offline.build.page import as_script, without_map
from sim.offline.build.program import archive, own_code, shipped_scenarios
from sim.offline.build.vendor import LOCKS
from sim.offline.built import Built
from sim.offline.screens_here import ScreensHere

SOURCE = 'def twice(x):\n    """Double."""\n    return 2 * x\n'


def test_code_is_compiled_without_documents_and_lines_the_same_every_time() -> None:
    made = compiling.compiled(SOURCE.encode(), "twice.py")
    assert made == compiling.compiled(SOURCE.encode(), "twice.py")
    found: dict[str, object] = {}
    code = marshal.loads(made[16:])
    exec(code, found)
    twice = found["twice"]
    assert callable(twice)
    assert twice(4) == 8
    assert twice.__doc__ is None
    assert {line for *_, line in twice.__code__.co_lines()} == {1}


def test_what_fails_in_compiled_code_is_told_with_where_its_function_begins() -> None:
    source = "def divided(x):\n" + "    x = x + 1\n" * 30 + "    return x / 0\n"
    found: dict[str, object] = {}
    exec(marshal.loads(compiling.compiled(source.encode(), "divided.py")[16:]), found)
    divided = found["divided"]
    assert callable(divided)
    with pytest.raises(ZeroDivisionError) as error:
        divided(1)
    assert '"divided.py", line 1, in divided' in "".join(format_exception(error.value))


def test_the_library_holds_compiled_code_alone() -> None:
    given = BytesIO()
    with ZipFile(given, "w") as made:
        made.writestr("json/__init__.py", SOURCE)
        made.writestr("turtle.py", SOURCE)
        made.writestr("encodings/utf_8.py", SOURCE)
        made.writestr("encodings/cp1252.py", SOURCE)
    with ZipFile(BytesIO(compiling.library(given.getvalue()))) as found:
        assert found.namelist() == ["encodings/utf_8.pyc", "json/__init__.pyc"]


def test_the_program_is_compiled_but_for_what_is_read_as_text() -> None:
    given = archive({"sim/a.py": SOURCE.encode(), "sim/parameters/b.py": SOURCE.encode(), "sim/c.toml": b"x = 1"})
    with tarfile.open(fileobj=BytesIO(compiling.program(given))) as found:
        names = found.getnames()
    assert {"sim/a.pyc", "sim/parameters/b.py", "sim/c.toml"} <= set(names)
    assert "sim/a.py" not in names
    assert any(name.startswith("sim/parameters/__pycache__/") for name in names)


def test_what_runs_python_is_a_script_that_imports_nothing() -> None:
    module = "const here = import.meta.url;\nasync function _createPyodideModule() {}\n"
    export = "export default _createPyodideModule;\n"
    assert as_script(module + export) == module.replace("import.meta.url", "self.location.href")
    for other in (module, f"{module}{export}more();\n"):
        with pytest.raises(AssertionError):
            as_script(other)
    assert without_map("run();\n//# sourceMappingURL=run.js.map\n") == "run();\n"


def test_the_file_holds_what_runs_a_comparison_and_no_more() -> None:
    names = dict(own_code())
    assert {"sim/model/model.py", "sim/offline/desk.py", "sim/planner/templates/tasks.html"} <= names.keys()
    for left_out in ("sim/cli.py", "sim/page/app.py", "sim/papers/__init__.py", "sim/offline/build/vendor.py"):
        assert (left_out in names) == left_out.endswith("__init__.py"), left_out
    scenarios = dict(shipped_scenarios())
    assert "sim/shipped/strategies/ipop.toml" in scenarios
    assert "sim/shipped/tower_hamlets_2018.toml" in scenarios


def test_all_that_is_fetched_is_pinned_by_digest() -> None:
    wheels = (LOCKS / "wheels.txt").read_text(encoding="utf-8")
    pinned = re.findall(r"^(\S+)==[\d.]+", wheels, re.MULTILINE)
    assert {"pydantic", "pydantic_core", "simpy", "jinja2"} <= {name.lower().replace("-", "_") for name in pinned}
    assert wheels.count("--hash=sha256:") >= len(pinned)
    assert '"integrity": "sha512-' in (LOCKS / "package-lock.json").read_text(encoding="utf-8")


def test_licences_stand_in_the_file(tmp_path: Path) -> None:
    wheel = tmp_path / "simpy-4.1.2-py3-none-any.whl"
    with ZipFile(wheel, "w") as made:
        made.writestr("simpy-4.1.2.dist-info/licenses/LICENSE", "Permission is hereby granted, by SimPy")
    text = notices([wheel])
    for said in ("Mozilla Public License", "PYTHON SOFTWARE FOUNDATION LICENSE", "MIT License", "by SimPy"):
        assert said in text, said
    assert "https://github.com/pyodide/pyodide" in text
    assert "Open Government Licence v3.0" in text


def test_the_frame_lets_nothing_out_and_only_its_own_script_in() -> None:
    script = "const a = 1;"
    digest = b64encode(sha256(script.encode()).digest()).decode()
    built = Built(date(2026, 4, 1), date(2024, 3, 31), "0.1", "", 150)
    page = ScreensHere(built).frame(
        content="<h1>x</h1>", styles="", script=script, script_hash=f"'sha256-{digest}'", licences="<x>", parts=[]
    )
    assert "connect-src 'none'" in page
    assert f"script-src 'sha256-{digest}' 'wasm-unsafe-eval' blob:" in page
    assert "'unsafe-eval'" not in page
    assert "http://" not in page.replace("http://www.w3.org", "")
    assert "Figures published up to 31 March 2024, of 150 councils. This file was made on 1 April 2026." in page
    assert "&lt;x&gt;" in page


def test_councils_are_named_or_all_that_have_figures() -> None:
    assert [one.name for one in councils(["rutland", "leeds"])] == ["Rutland", "Leeds"]
    assert len(councils(())) > 140
    with pytest.raises(BadInput):
        councils(["nowhere at all"])


def test_a_name_that_is_no_page_is_refused_before_anything_is_made(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["offline", "--out", "file.pdf"]) == 2
    assert "is no name of a page" in capsys.readouterr().err
