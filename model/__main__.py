"""`python -m model` is the command `coregroup`."""

import sys

from model.cli import main

sys.exit(main())
