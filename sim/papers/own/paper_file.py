"""`paper.toml`: a council's own words and logo, read strictly into what a paper takes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, fields
from importlib.resources import files as package_files
from pathlib import Path
from typing import Annotated, Final

from sim.foundations.faults import BadInput, Faults, did_you_mean, fault, listed
from sim.papers.document.own_words import OwnSection, OwnWords, SectionName
from sim.papers.document.paper import Logo
from sim.papers.own.logo import logo
from sim.scenario.files import experiment_file, reading

EXAMPLE: Final = "example.toml"

LONGEST: Final = 20_000
"""Characters of a text."""

MUST_STAND: Final = frozenset({SectionName.NOT_KNOWN})
"""What a paper may not leave out: what nobody knows, since a decision is made on it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LogoAsked:
    """The table `[logo]` of the file."""

    file: Annotated[str, "the path of a PNG or JPEG file, from where paper.toml is"]
    alternative: Annotated[str, "what the logo shows, in words for those who cannot see it"]


@dataclass(frozen=True, slots=True, kw_only=True)
class SectionAsked:
    """One table `[[section]]` of the file."""

    name: Annotated[str, "the name of a section, such as profile"]
    before: Annotated[str, "text"] = ""
    after: Annotated[str, "text"] = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperFile:
    """What the file may say."""

    title: Annotated[str, "text"] = ""
    subtitle: Annotated[str, "text"] = ""
    introduction: Annotated[str, "text, in which an empty line begins a paragraph"] = ""
    contact: Annotated[str, "text"] = ""
    leave_out: Annotated[tuple[str, ...], 'a list of names of sections, such as ["targets"]'] = ()
    logo: Annotated[LogoAsked | None, "a table [logo] with file and alternative"] = None
    section: Annotated[tuple[SectionAsked, ...], "tables [[section]], each with name, before and after"] = ()


def own_words(file: str) -> OwnWords:
    """Return what the file says. Raises BadInput with every fault, each with its place and the mend."""
    path = Path(file).expanduser()
    if not path.is_file():
        mend = "give the path of a paper.toml; run.py paper --example prints one"
        raise BadInput([fault(file, "", "there is no such file", mend)])
    shown_as = reading.display_name(path)
    form = experiment_file.read(str(path) if "/" in str(path) else f"./{path}", PaperFile, ".")
    faults = Faults()
    faults.add(*_faults(form, shown_as))
    found: Logo | None = None
    if form.logo is not None:
        if not form.logo.alternative.strip():
            mend = "say in a few words what the logo shows"
            faults.add(fault(shown_as, "logo.alternative", "is empty", mend))
        with faults.gather():
            found = logo(path.parent / form.logo.file, shown_as, form.logo.alternative.strip())
    if faults:
        raise BadInput(faults)
    return OwnWords(
        title=form.title.strip(),
        subtitle=form.subtitle.strip(),
        introduction=_paragraphs(form.introduction),
        contact=form.contact.strip(),
        logo=found,
        leave_out=tuple(SectionName(name) for name in form.leave_out),
        sections=tuple(
            OwnSection(SectionName(one.name), _paragraphs(one.before), _paragraphs(one.after)) for one in form.section
        ),
    )


def example() -> str:
    """Return an example of the file, with every key explained."""
    return (package_files("sim.papers.own") / EXAMPLE).read_text(encoding="utf-8")


def _faults(form: PaperFile, shown_as: str) -> Iterator[str]:
    for place, name in enumerate(form.leave_out, start=1):
        yield from _unknown(name, shown_as, f"leave_out[{place}]")
        if name in MUST_STAND:
            mend = "keep it, and say in your own words after it what the council makes of that"
            yield fault(shown_as, f"leave_out[{place}]", f"{name} cannot be left out", mend)
    named = [one.name for one in form.section]
    for place, one in enumerate(form.section, start=1):
        yield from _unknown(one.name, shown_as, f"section[{place}].name")
        if one.name in named[: place - 1]:
            yield fault(shown_as, f"section[{place}].name", f"{one.name} is there twice", "put both under one")
        if one.name in form.leave_out:
            mend = "take it out of leave_out, or leave these words out"
            yield fault(shown_as, f"section[{place}].name", f"{one.name} is left out, and so would its words be", mend)
        for key in ("before", "after"):
            yield from _too_long(getattr(one, key), shown_as, f"section[{place}].{key}")
    for field in fields(form):
        value = getattr(form, field.name)
        if isinstance(value, str):
            yield from _too_long(value, shown_as, field.name)


def _unknown(name: str, shown_as: str, place: str) -> Iterator[str]:
    known = [one.value for one in SectionName]
    if name not in known:
        mend = did_you_mean(name, known, f"give one of {listed(known)}")
        yield fault(shown_as, place, f'"{name}" is not a section', mend)


def _too_long(text: str, shown_as: str, place: str) -> Iterator[str]:
    if len(text) > LONGEST:
        mend = f"give at most {LONGEST:,}, or add the rest in Word"
        yield fault(shown_as, place, f"has {len(text):,} characters", mend)


def _paragraphs(text: str) -> tuple[str, ...]:
    """Return the paragraphs of a text: an empty line begins one."""
    lines = (line.strip() for line in text.replace("\r\n", "\n").split("\n"))
    joined = "\n".join(lines)
    return tuple(" ".join(part.split()) for part in joined.split("\n\n") if part.strip())
