"""Which mix of strategies for the money: mixes at several sizes, their frontier, and what knowing more is worth."""
