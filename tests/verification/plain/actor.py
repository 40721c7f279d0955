"""What all agents have in common."""

import mesa


class Actor(mesa.Agent):
    """An agent with a row, and an id by which it draws its luck."""

    def __init__(self, market, row, uid):
        super().__init__(market)
        self.row, self.uid = row, uid

    def draw(self, why, index=0):
        """A number in (0, 1) of its own for this month and purpose; `index` counts, or is the counterpart's id."""
        return self.model.luck.one(self.uid, self.model.month, why, index)

    def draws(self, why, index=0):
        """Two of them."""
        return self.model.luck.two(self.uid, self.model.month, why, index)

    def error(self, why, index=0):
        """A normal deviate, mean 0 and variance 1."""
        return self.model.luck.normal(self.uid, self.model.month, why, index)
