"""Does the model show what the world shows? Published figures, measured in simulated markets as in the source."""

from marketsim.validation.harness import Report, validate
from marketsim.validation.targets import TARGETS, Part, Target

__all__ = ["TARGETS", "Part", "Report", "Target", "validate"]
