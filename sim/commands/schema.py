"""`run.py schema`: the JSON Schema of a scenario file, for editors."""

from __future__ import annotations

from sim.commands.request import DONE, CommandLine, Commands


def add(commands: Commands) -> None:
    """Add the command to the parser."""
    parser = commands.add_parser("schema", help="print the JSON Schema of a scenario file")
    parser.set_defaults(command=schema_command)


def schema_command(_request: CommandLine) -> int:
    """Print the JSON Schema of a scenario file."""
    import json

    from sim.scenario.files.schema import schema

    print(json.dumps(schema(), indent=2, ensure_ascii=False))
    return DONE
