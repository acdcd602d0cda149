"""The few words that writers add to a paper of their own."""

from __future__ import annotations

import re
from typing import Final

CONTENTS: Final = "Contents"
SOURCES: Final = "Sources"
OWN_WORDS: Final = "The council writes: "
"""Before each paragraph that is the council's own: marked in words, not by looks alone."""

WEB_ADDRESS = re.compile(r"https?://[A-Za-z0-9.-]+(:[0-9]+)?(/[A-Za-z0-9._~!$&'()*+,;=:@%/?#-]*)?")


def is_web_address(text: str) -> bool:
    """Whether a text is an address on the web, and so may become a link."""
    return WEB_ADDRESS.fullmatch(text) is not None
