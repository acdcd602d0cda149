"""`run.py authorities`: which authorities there are, and what is known of each from published figures."""

from __future__ import annotations

from sim.commands.request import DONE, CommandLine, Commands, say


def add(commands: Commands) -> None:
    """Add the command to the parser."""
    parser = commands.add_parser("authorities", help="list English authorities and what is published of each")
    parser.add_argument("text", nargs="*", metavar="TEXT", help="name, part of a name, region or code; all without it")
    parser.set_defaults(command=authorities_command)


def authorities_command(request: CommandLine) -> int:
    """Print a table of the authorities, or a page on the one that is meant."""
    from sim.published.authorities import authorities, formerly, search
    from sim.published.coverage import known
    from sim.published.table import figures
    from sim.reports.baseline.authorities import show_page, show_table

    words = request.options.text
    found = search(" ".join(words)) if words else authorities()
    table = figures()
    for sentence in formerly(" ".join(words)):
        say(sentence)
    if len(found) == 1:
        show_page(known(found[0], table), table)
    else:
        show_table([known(one, table) for one in found], table)
    return DONE
