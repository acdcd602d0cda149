"""The page answers this machine's own browser with its key, and refuses all else."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from opened_page import HOST, OpenedPage


@pytest.fixture
def page(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> OpenedPage:
    monkeypatch.chdir(tmp_path)
    return OpenedPage(tmp_path)


def test_the_key_becomes_a_cookie_that_no_script_and_no_other_site_gets(page: OpenedPage, tmp_path: Path) -> None:
    entered = OpenedPage(tmp_path, key="").get("/?key=a-key-of-this-test")
    assert entered.status_code == 303
    assert entered.headers["location"] == "/"
    cookie = entered.headers["set-cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=strict" in cookie
    assert page.get("/").status_code == 200


@pytest.mark.parametrize("key", ["", "wrong", "a-key-of-this-tes", "ä"])
def test_without_the_key_nothing_is_shown(tmp_path: Path, key: str) -> None:
    answer = OpenedPage(tmp_path, key).get("/")
    assert answer.status_code == 403
    assert "Open the address that the program printed" in answer.text


@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1", "127.0.0.1:8001", "localhost.evil:8000", ""])
def test_another_host_is_refused(page: OpenedPage, host: str) -> None:
    assert page.get("/", host=host).status_code == 421


@pytest.mark.parametrize(
    "headers",
    [
        {"origin": "http://evil.example"},
        {"origin": "null"},
        {"origin": f"https://{HOST}"},
        {"sec-fetch-site": "cross-site"},
        {"sec-fetch-site": "same-site"},
    ],
)
def test_another_page_is_refused(page: OpenedPage, headers: dict[str, str]) -> None:
    assert page.get("/", **headers).status_code == 403


def test_its_own_forms_are_taken(page: OpenedPage) -> None:
    headers = {"origin": f"http://{HOST}", "sec-fetch-site": "same-origin"}
    given = {"csrf": page.desk.csrf, "years": "2", "replications": "8"}
    answer = page.browser.post("/scenario/how", data=given, headers=headers, follow_redirects=False)
    assert answer.status_code == 303
    assert page.desk.fields["years"] == "2"


@pytest.mark.parametrize("token", [None, "", "wrong", "ä"])
@pytest.mark.parametrize("address", ["/scenario/how", "/scenario/check", "/jobs/any/stop", "/runs/any/paper"])
def test_a_form_without_the_pages_token_is_refused(page: OpenedPage, address: str, token: str | None) -> None:
    before = dict(page.desk.fields)
    given = {"years": "2"} | ({} if token is None else {"csrf": token})
    assert page.browser.post(address, data=given).status_code == 403
    assert page.desk.fields == before


def test_a_form_that_is_too_large_is_refused(page: OpenedPage) -> None:
    answer = page.post("/scenario/how", years="9" * 1_100_000)
    assert answer.status_code == 413
    assert "at most 1 MB" in answer.text


def test_a_form_that_is_longer_than_it_says_is_refused(page: OpenedPage) -> None:
    def endless():
        yield f"csrf={page.desk.csrf}&years=".encode()
        for _ in range(30):
            yield b"9" * 50_000

    headers = {"content-type": "application/x-www-form-urlencoded"}
    assert page.browser.post("/scenario/how", content=endless(), headers=headers).status_code == 413


@pytest.mark.parametrize("address", ["/", "/nothing", "/?key=wrong", "/static/page.css"])
def test_every_answer_forbids_all_but_its_own(page: OpenedPage, address: str) -> None:
    for host in (HOST, "evil.example"):
        headers = page.get(address, host=host).headers
        assert headers["content-security-policy"].startswith("default-src 'none'")
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["cache-control"] == "no-store"
        assert headers["referrer-policy"] == "same-origin"
        assert headers["cross-origin-resource-policy"] == "same-origin"
        assert "access-control-allow-origin" not in headers


@pytest.fixture
def kept(tmp_path: Path) -> Path:
    folder = tmp_path / "results" / "done"
    folder.mkdir(parents=True)
    (folder / "manifest.json").write_text(json.dumps({"command": "run.py run x", "scenarios": []}), encoding="utf-8")
    (folder / "measures.csv").write_text("a,b\n", encoding="utf-8")
    (folder / ".lock.csv").write_text("hidden", encoding="utf-8")
    (tmp_path / "secret.csv").write_text("secret", encoding="utf-8")
    (folder / "link.csv").symlink_to(tmp_path / "secret.csv")
    (tmp_path / "results" / "linked").symlink_to(folder)
    return folder


def test_files_of_a_run_are_given_sealed(page: OpenedPage, kept: Path) -> None:
    answer = page.get("/runs/done/files/measures.csv")
    assert answer.status_code == 200
    assert answer.content == (kept / "measures.csv").read_bytes()
    assert "sandbox" in answer.headers["content-security-policy"]


@pytest.mark.parametrize(
    "address",
    [
        "/runs/done/files/..%2f..%2fsecret.csv",
        "/runs/done/files/%2e%2e/%2e%2e/secret.csv",
        "/runs/..%2f/files/secret.csv",
        "/runs/%2e%2e/files/secret.csv",
        "/runs/done/%2e%2e/secret.csv",
        "/runs/done/..%2f..%2f/secret.csv",
        "/runs/done/files/.lock.csv",
        "/runs/done/files/link.csv",
        "/runs/linked/files/measures.csv",
        "/runs/done/other/measures.csv",
        "/runs/done/files/measures.csv%00",
        "/runs/done/files/C:%5Csecret.csv",
        f"/runs/{'a' * 500}",
        "/runs/done%0a",
        "/static/../secret.csv",
        "/static/page.py",
        "/jobs/%3Cscript%3E",
    ],
)
def test_nothing_else_is_given(page: OpenedPage, kept: Path, address: str) -> None:
    answer = page.get(address)
    assert answer.status_code == 404
    assert "secret" not in answer.text
    assert "<script>" not in answer.text.replace('<script src="/static/page.js" defer></script>', "")


def test_a_damaged_run_does_not_take_the_others_along(page: OpenedPage, kept: Path) -> None:
    damaged = kept.parent / "damaged"
    damaged.mkdir()
    text = '{"command": "run.py run x", "scenarios": [{"title": "\\ud800", "files": []}]}'  # half a character
    (damaged / "manifest.json").write_text(text, encoding="utf-8")
    for address in ("/", "/compare", "/runs/damaged"):
        answer = page.get(address)
        assert answer.status_code == 200
        assert "?" in answer.text
    assert "run.py report results/damaged" in page.get("/runs/damaged").text
