"""Words to be typed: options of commands that a page tells of elsewhere than in a block that holds a command."""

from __future__ import annotations

import re
from html import unescape

OPTION = re.compile(r"(?<![\w-])--[a-z][a-z-]+")
"""Such as "--uncertainty"; a dash between words and the name of a style are none."""

OF_COMMANDS = re.compile(r"<(style|script|code|pre)\b.*?</\1>", flags=re.DOTALL)
"""What holds commands, names of files and what nobody reads."""


def options_told(text: str) -> list[str]:
    """The options of which a page, or words of it, tell whoever reads them, each with the words around it."""
    body = unescape(re.sub(r"<[^>]+>", " ", OF_COMMANDS.sub(" ", text)))
    return [body[max(0, one.start() - 60) : one.end() + 40] for one in OPTION.finditer(body)]
