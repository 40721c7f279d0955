"""What passes between a startup and an investor."""

from dataclasses import dataclass

from .actor import Actor


@dataclass
class Line:
    """A line of a cap table."""

    investor: Actor
    stake: float  # share


@dataclass
class Pitch:
    """One firm asks one investor, and what the investor offers."""

    startup: Actor
    investor: Actor
    surplus: float = 0.0  # log points; what the investor thinks it worth, over the lowest pre-money
    cheque: float = 0.0  # million yuan
    pre: float = 0.0  # million yuan; pre-money, 0 for a bridge
    taken: float = 0.0  # million yuan; that the firm took of it in a priced round

    def purse(self):
        """What the offer is still good for."""
        return min(self.cheque, self.investor.powder)
