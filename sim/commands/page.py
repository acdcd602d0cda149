"""`run.py page`: the local page, on which everything is asked in a browser and runs as the commands do."""

from __future__ import annotations

from sim.commands.request import DONE, CommandLine, Commands, say

INSTALL = "pip install 'placement-sufficiency[page]'"

LARGEST_PORT = 65_535


def add(commands: Commands) -> None:
    """Add the command to the parser."""
    parser = commands.add_parser(
        "page",
        help="open the local page: ask, run and look at results in a browser",
        description="Serve a page to this machine's own browser, and to nobody else: choose a council, strategies and "
        "figures of your own, run, and look at the results. Files and results are those of the commands, in the folder "
        "in which it is started. Ctrl-C closes it.",
    )
    parser.add_argument("--port", metavar="N", help="on which it is served (a free one)")
    parser.add_argument("--no-browser", action="store_true", help="print the address, and open no browser")
    parser.set_defaults(command=page_command)


def page_command(request: CommandLine) -> int:
    """Serve the page until Ctrl-C."""
    import webbrowser

    from sim.foundations.faults import BadInput
    from sim.scenario.files.workplace import Workplace

    try:
        from sim.page.serving import served
    except ModuleNotFoundError as error:
        raise BadInput([f"page: {error.name}, which serves it, is not installed; {INSTALL}"]) from None
    with served(Workplace(), _port(request.options.port)) as page:

        def begun() -> None:
            say(f"The page is at {page.address}\nIt is for you alone: do not pass the address on. Ctrl-C closes it.")
            if not request.options.no_browser:
                webbrowser.open(page.address)

        try:
            page.serve(begun)
        except KeyboardInterrupt:
            say("The page is closed.")
    return DONE


def _port(text: str | None) -> int:
    from sim.foundations.faults import BadInput, whole_number_in

    port = 0 if text is None else whole_number_in(text)
    if port is None or not 0 <= port <= LARGEST_PORT:
        raise BadInput([f"--port: {text} is no port; give a whole number up to {LARGEST_PORT:,}, or leave it out"])
    return port
