"""The command line's door where the package is run: ``python -m sim``."""

import sys

from sim.cli import main

if __name__ == "__main__":
    sys.exit(main())
