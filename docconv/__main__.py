"""``python -m docconv`` is the command."""

import sys

from docconv.cli import main

sys.exit(main())
