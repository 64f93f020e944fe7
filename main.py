"""Start the program from a checkout."""

from __future__ import annotations

import sys

from dadu_desktop.__main__ import main

if __name__ == "__main__":
    sys.exit(main())
