"""`python -m transcript`: the command."""

import sys

from transcript.cli import main

if __name__ == "__main__":
    sys.exit(main())
