"""Reports of mixes of strategies for the money: pages, figures, words."""
