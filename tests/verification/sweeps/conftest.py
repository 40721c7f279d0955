"""What these tests share with the quick ones: small plans, and a sweep in a process of its own."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2] / "sweeps"))
