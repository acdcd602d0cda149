"""`run.py schema`: the JSON Schema of a scenario file, for editors, or of results.json, for programs that read it."""

from __future__ import annotations

from sim.commands.request import DONE, CommandLine, Commands


def add(commands: Commands) -> None:
    """Add the command to the parser."""
    parser = commands.add_parser("schema", help="print the JSON Schema of a scenario file, or of results.json")
    parser.add_argument("--results", action="store_true", help="of results.json, which every results folder has")
    parser.set_defaults(command=schema_command)


def schema_command(request: CommandLine) -> int:
    """Print the JSON Schema of a scenario file or of results."""
    import json

    from sim.reports.result import results_file
    from sim.scenario.files import schema

    told = results_file.schema() if request.options.results else schema.schema()
    print(json.dumps(told, indent=2, ensure_ascii=False))
    return DONE
