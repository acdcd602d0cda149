"""The desk of whoever uses the file: every screen, and what its answers do. It lives in the worker that leads.

Texts that go to and from the page are JSON. The page keeps what is asked and what was found; a run that is stopped ends
the other workers alone.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from sim.experiments.running.progress import Stage
from sim.foundations.faults import BadInput
from sim.offline.built import Built
from sim.offline.first_days import FirstDays, PartOfDay
from sim.offline.found import Found
from sim.offline.kept_here import RunHere, opened
from sim.offline.known_stays import KnownStays
from sim.offline.led_run import LedRun
from sim.offline.screens_here import ScreensHere
from sim.planner.answering import answered, leads_to
from sim.planner.asked import Asked
from sim.planner.checked import checked
from sim.planner.command import command_line
from sim.planner.faults_by_field import FieldFault, FieldFaults
from sim.planner.fields import LEVER, STRATEGY, from_fields, to_fields
from sim.planner.files import toml
from sim.planner.screen_names import CHECK, COUNCIL, NUMBER, TASKS
from sim.reports.shared.laid_down import lay_down
from sim.scenario.defaults import BASE
from sim.scenario.files.workplace import SCENARIOS
from sim.scenario.scenario import load

NOT_OF_FIRST_DAY: Final = (STRATEGY, LEVER, "mix", "replications", "inputs", "name", "title")
"""How fields begin that decide nothing of the first day."""


@dataclass(slots=True)
class FileDesk:
    """Answers for the page."""

    built: Built
    screens: ScreensHere
    stays: KnownStays = field(default_factory=KnownStays)
    days: FirstDays = field(default_factory=FirstDays)
    looked_ahead: Mapping[str, str] = field(default_factory=dict)
    """The fields of which the first days that are asked for were last told."""
    led: LedRun | None = None
    found: Found | None = None

    @classmethod
    def at(cls, folder: Path) -> FileDesk:
        """Return the desk that knows what a folder of the file says."""
        built = Built.of(folder)
        return cls(built, ScreensHere(built), KnownStays.of(folder))

    def screen(self, name: str, fields_text: str, given_text: str, runs_text: str) -> str:
        """Return a screen of asking; that of the tasks where it cannot be shown."""
        fields, given = _laid_down(json.loads(fields_text)), json.loads(given_text)
        runs = [RunHere(**one) for one in json.loads(runs_text)]
        try:
            return json.dumps(self.screens.asking(name, from_fields(fields), fields, given, runs))
        except BadInput as bad:
            found = tuple(FieldFault("", message) for message in bad.faults)
            kept = to_fields(from_fields({})) if isinstance(bad, FieldFaults) else fields
            return json.dumps(self.screens.asking(TASKS, from_fields(kept), kept, {}, runs, found) | {"fields": kept})

    def answered(self, screen: str, fields_text: str, given_text: str) -> str:
        """Return what comes of the answers of a screen: all fields and where to go, or the screen with its faults."""
        before, given = _laid_down(json.loads(fields_text)), json.loads(given_text)
        fields = answered(before, screen, given)
        if screen == COUNCIL and fields.get("base") != before.get("base"):
            fields.pop("base_text", None)
        try:
            asked = from_fields(fields)
            if screen == CHECK:
                if given.get("do") == "save" and not asked.name:
                    message = "name: is empty; give the scenario a name, such as panel_2027"
                    raise FieldFaults([FieldFault("name", message)])
                checked(asked)
        except FieldFaults as wrong:
            shown = {**before, **given} if screen == NUMBER else {**fields, **given}
            return json.dumps(self.screens.asking(screen, _drawable(before), shown, given, (), wrong.found))
        if screen != CHECK:
            return json.dumps({"fields": fields, "go": leads_to(screen, given)})
        if given.get("do") == "save":
            files = [[name.removeprefix(f"{SCENARIOS}/"), text] for name, text in toml(asked).items()]
            return json.dumps({"fields": fields, "files": files})
        return json.dumps({"fields": fields, "run": self.screens.running(_title(fields), command_line(asked))})

    def opened(self, files_text: str) -> str:
        """Return what comes of files that were opened: the fields of a scenario, or results that were kept."""
        try:
            return json.dumps(opened(json.loads(files_text)))
        except BadInput as bad:
            return json.dumps({"faults": list(bad.faults)})

    def ahead(self, fields_text: str) -> str:
        """Ask for the first days of what is asked so far, and return which; none where it cannot be run as it is."""
        fields = _laid_down(json.loads(fields_text))
        deciding = {name: text for name, text in fields.items() if not name.startswith(NOT_OF_FIRST_DAY)}
        if deciding != self.looked_ahead:
            self.looked_ahead = deciding
            try:
                self.days.ask(LedRun.of_first_day(from_fields(deciding), self.stays).first_days, again=False)
            except BadInput:
                self.days.ask((), again=False)  # which is told where it is asked to run
        return self._first_days()

    def plan(self, fields_text: str) -> str:
        """Begin the run that is asked for, and return which first days it takes, and how far they are."""
        fields = _laid_down(json.loads(fields_text))
        self.found = None
        self.looked_ahead = {}
        self.led = LedRun.of(from_fields(fields), self.stays)
        self.days.ask(self.led.first_days, again=True)
        return self._first_days()

    def day(self, digest: str) -> bytes:
        """Return a first day that is to be made, packed for a worker."""
        import pickle

        return pickle.dumps(self.days.known[digest].day)

    def next_part(self) -> str:
        """Return what a worker that is free can do of the first days, and how far they are."""
        part, far = self.days.next(), {"lived": self.days.lived, "long_runs": self.days.long_runs}
        return json.dumps(part and {"digest": part.digest, "number": part.number, **far})

    def stay_known(self, digest: str, years: float) -> None:
        """Hear how long children stay in the mean by the numbers of a first day. Raises BadInput where nobody does."""
        if digest in self.days.known:
            self.stays = self.stays.with_stay(self.days.known[digest].day.parameters, years)
            self.days.stays_known(self.stays)

    def part_done(self, digest: str, number: int, told_text: str) -> None:
        """Hear that a worker has done it; of a pool, what is told of it."""
        self.days.done(PartOfDay(digest, number), json.loads(told_text))

    def part_failed(self, digest: str, number: int) -> None:
        """Hear that a worker has failed in it."""
        self.days.failed(PartOfDay(digest, number))

    def workers_ended(self) -> None:
        """Hear that all other workers were ended."""
        self.days.workers_ended()

    def study(self) -> bytes:
        """Return the study of the run, packed for the other workers."""
        import pickle

        return pickle.dumps(self._led.taken)

    def tasks(self) -> str:
        """Return what is to be run."""
        return json.dumps([[task.point.scenario, task.first, task.size] for task in self._led.tasks()])

    def finish(self, packed: Sequence[bytes], fields_text: str, workers: int) -> str:
        """Return what was found."""
        asked = from_fields(_laid_down(json.loads(fields_text)))
        led = self._led
        self.found = Found.of(led, [bytes(one) for one in packed], command_line(asked), self.built, workers)
        return json.dumps({"title": self.found.page.title, "text": self.found.text, "doubts": self.days.told})

    def results(self, text: str, number: int, doubts_text: str, several: bool) -> str:
        """Return the screen of results, from what results.json says of them; `several` runs can be compared."""
        return json.dumps(self.screens.results(text, number, json.loads(doubts_text), several))

    def beside(self, runs_text: str, texts_text: str, given_text: str) -> str:
        """Return two runs side by side, from what results.json says of each."""
        runs = [RunHere(**one) for one in json.loads(runs_text)]
        return json.dumps(self.screens.beside(runs, json.loads(texts_text), json.loads(given_text)))

    def files(self) -> str:
        """Return the text of every file of the last run by its name."""
        assert self.found is not None
        return json.dumps(self.found.files())

    def ended(self, title: str, heading: str, words_text: str, fields_text: str) -> str:
        """Return the screen of a run that ended without results."""
        line = command_line(from_fields(_laid_down(json.loads(fields_text))))
        return json.dumps(self.screens.ended(title, heading, json.loads(words_text), line))

    def _first_days(self) -> str:
        days = self.days
        far = {"lived": days.lived, "long_runs": days.long_runs, "words": "" if days.made else Stage.OPENING.words}
        return json.dumps({"asked": days.asked, "kept": list(days.known), **far})

    @property
    def _led(self) -> LedRun:
        assert self.led is not None
        return self.led


def _drawable(fields: Mapping[str, str]) -> Asked:
    """Return what is asked, as far as a screen can be drawn of it: what was opened may hold what cannot be used."""
    try:
        return from_fields(fields)
    except FieldFaults:
        return Asked(base=fields.get("base", BASE), base_text=fields.get("base_text", ""))


def _title(fields: Mapping[str, str]) -> str:
    asked = from_fields(fields)
    return asked.title or load(asked.base).title


def _laid_down(fields: dict[str, str]) -> dict[str, str]:
    """Return the fields once a base of the planner's own lies where its name finds it."""
    if text := fields.get("base_text"):
        lay_down(Path(), {f"{SCENARIOS}/{fields['base']}.toml": text})
    return fields
