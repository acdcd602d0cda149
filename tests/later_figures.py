"""Published figures whose later years are nonsense: what was made as of an earlier day must not notice."""

from __future__ import annotations

import numpy as np

from sim.published.table import FigureRow, Figures

SEED = 7


def shuffled_after(table: Figures, origin: int) -> Figures:
    """Every figure of a later year replaced by nonsense."""
    generator = np.random.default_rng(SEED)

    def nonsense(row: FigureRow) -> FigureRow:
        cells = tuple(
            cell if row.first_year + place <= origin or not cell else str(generator.integers(1, 5000))
            for place, cell in enumerate(row.cells)
        )
        return row._replace(cells=cells)

    return Figures(nonsense(row) for row in table)
