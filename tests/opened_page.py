"""The local page of a folder, opened as a browser opens it but without one."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

testclient = pytest.importorskip("starlette.testclient", reason="the page's own packages are not installed")

from sim.page.app import application  # noqa: E402  # which needs what is looked for above
from sim.page.desk import Desk  # noqa: E402
from sim.page.guard import Guard  # noqa: E402
from sim.page.jobs import Jobs  # noqa: E402
from sim.scenario.files.workplace import Workplace  # noqa: E402

HOST, SECRET = "127.0.0.1:8000", "a-key-of-this-test"


class OpenedPage:
    """A page that was opened with its key, and what stands behind it."""

    def __init__(self, folder: Path, key: str = SECRET) -> None:
        self.desk = Desk(Workplace(folder), Jobs(folder))
        self.guard = Guard(application(self.desk), frozenset({HOST}), SECRET, "page-8000")
        self.browser = testclient.TestClient(self.guard, f"http://{HOST}", raise_server_exceptions=False)
        if key:
            self.browser.get("/", params={"key": key})

    def get(self, address: str, **headers: str):
        """What is answered at an address."""
        return self.browser.get(address, headers=headers, follow_redirects=False)

    def post(self, address: str, **fields: str):
        """What is answered to a form."""
        given = {name: text for name, text in fields.items() if text is not None}
        return self.browser.post(address, data={"csrf": self.desk.csrf} | given, follow_redirects=False)


def faults_in(text: str) -> dict[str, str]:
    """The faults of a page by the element to which their links lead."""
    found = re.findall(r'<li><a href="#([^"]+)">([^<]+)</a></li>', text)
    return dict(found)
