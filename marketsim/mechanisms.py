"""Every mechanism of the ledger that a figure turns off, and what stands in that figure when it is off."""

from dataclasses import dataclass
from fnmatch import fnmatchcase

from marketsim.quantity import NUMBERS


@dataclass(frozen=True)
class Mechanism:
    """`figure` at `off` turns it off; `rows` of the ledger say what it is, `title` in words of ours.

    A star in the figure stands for every agent or vertical of that kind: `verticals.*.sensitivity`.
    """

    rows: str
    figure: str
    off: float
    title: str

    def keys(self, scenario):
        """The figures it stands for in a market, as `--set` names them."""
        kind, star, field = self.figure.partition(".*.")
        if star:
            return tuple(f"{kind}.{name}.{field}" for name in getattr(scenario, kind))
        kind, _, rest = self.figure.partition(".")
        there = rest.rpartition(".")[0] in getattr(scenario, kind) if rest else True
        return (self.figure,) if there else ()

    def switched_off(self, scenario):
        """{figure: value} that turn it off in a market; nothing where it has no effect there to begin with."""
        from marketsim.changes import located, standing

        was = {key: standing(scenario, located(scenario, key)) for key in self.keys(scenario)}
        return {key: self.off for key, quantity in was.items() if not stands_at(quantity, self.off)}

    def names(self, figure):
        """Is this one of its figures?"""
        return fnmatchcase(figure, self.figure)


def stands_at(quantity, off):
    """Does nothing move, as the figure is at `off` in every run?"""
    if quantity is None or quantity.shape in NUMBERS:
        return False
    values = quantity.choice or quantity.draws or (quantity.value,)
    return all(float(value) == off for value in values)


def mechanism(figure):
    """The mechanism that a figure carries; KeyError if none does."""
    found = next((each for each in MECHANISMS if each.names(figure)), None)
    if found is None:
        raise KeyError(f"no mechanism of the ledger is switched by {figure!r}")
    return found


MECHANISMS = (
    # cost, video, research
    Mechanism("S0-M01 S1-M02", "dense_cost", 0, "dense models cost more than mixtures"),
    Mechanism("S0-M02", "video_cost", 0, "video costs more a task"),
    Mechanism("S0-M02", "video_pull", 0, "video opens demand"),
    Mechanism("S0-M14 S0-R03", "data_wall", 0, "common data hold models back"),
    Mechanism("S0-M03", "margin_cost", 0, "low cost reaches the margin"),
    Mechanism("S0-M10", "thrift_pull", 0, "firms save where investors look at cost"),
    Mechanism("S0-M17 S0-R09", "training_growth", 0, "keeping pace costs more every year"),
    Mechanism("S1-M01", "research_returns", 1, "diminishing returns to size"),
    Mechanism("S1-M04", "open_saving", 0, "open weights save cost"),
    # selling
    Mechanism("S0-M05 S0-R08", "margin_subscription", 0.6, "subscriptions earn little"),
    Mechanism("S0-M05 S0-R08", "free_cost", 0, "free users cost money"),
    Mechanism("S0-M09", "ndr_outcome", 0, "outcome pricing keeps customers"),
    Mechanism("S0-M09", "outcome_lift", 1, "outcome pricing wins larger contracts"),
    Mechanism("S0-M19", "roi_push", 0, "measurable return wins customers"),
    Mechanism("S0-M15 S0-R04", "registry_months", 0, "the wait for registration"),
    Mechanism("S0-M15 S1-M18 S0-R04 S1-R05", "censorship", 0, "content controls cost usefulness"),
    Mechanism("S1-M18 S1-R05", "verticals.*.sensitivity", 1, "content controls bite in some fields"),
    Mechanism("S0-M16", "parity_erosion", 0, "margins erode as open weights catch up"),
    Mechanism("S0-M16 S0-R05", "parity_squeeze", 0, "parity of open weights ends pricing power"),
    Mechanism("S0-R05", "parity_month", -1, "open weights at parity by a date"),
    Mechanism("S0-R06", "verticals.*.incumbent_pull", 1, "incumbents pull customers"),
    Mechanism("S1-M13", "ndr_depth", 0, "depth keeps customers"),
    Mechanism("S1-M13", "ndr_data", 0, "data of one's own keep customers"),
    Mechanism("S1-M03", "depth_data", 0, "data of one's own make depth"),
    Mechanism("S1-M15 S1-R01", "focus_cost", 0, "breadth thins out focus"),
    Mechanism("S1-M21", "ndr_open", 0, "pure open source loses customers"),
    Mechanism("S1-M21", "margin_pure_open", 0.5, "pure open source earns little"),
    # value
    Mechanism("S0-M06", "margin_shield", 0, "margin shields from a cliff"),
    Mechanism("S0-M07", "miss_weight", 0, "missed growth compresses multiples"),
    Mechanism("S0-R02", "slowdown", 0, "the slowdown of demand"),
    Mechanism("S0-M12", "cliff_usual", 0, "a cliff halves the price"),
    Mechanism("S0-M12 S0-R01", "cliff_hazard", 0, "valuation cliffs"),
    Mechanism("S0-M13", "cliff_deep_share", 0, "the deepest cliffs"),
    Mechanism("S0-M19", "usual_growth", 5, "hot growth uses up the premium"),
    Mechanism("S1-M06 S1-M07 S1-R06", "single_risk", 0, "a single vertical is a risk"),
    Mechanism("S1-M08", "premium_fade", 0, "a founder's premium fades"),
    Mechanism("S1-M16 S1-M20 S1-R03", "moat_weight", 0, "proprietary data are a moat"),
    Mechanism("S1-M20", "licence_moat", 0, "a licence is a moat"),
    Mechanism("S0-M04", "stack_weight", 0, "a full stack is worth more"),
    Mechanism("S1-M22", "breadth_weight", 0, "clearances are worth more"),
    Mechanism("S1-M24", "down_contagion", 0, "down rounds sour the mood"),
    Mechanism("S1-M24 S1-R11", "sector_rerating", 0, "a leader that disappoints re-rates the sector"),
    Mechanism("S1-R07", "contract_signal", 0, "large contracts are news"),
    # raising
    Mechanism("S0-M10", "size_fade", 0, "investors stop looking at size"),
    Mechanism("S0-M10", "cost_rise", 0, "investors turn to cost per task"),
    Mechanism("S0-M11", "cost_taste", 0, "investors learn to weigh cost per task"),
    Mechanism("S0-M11", "taste_cost", 0, "investors prefer low cost per task"),
    Mechanism("S0-M08 S0-R07", "taste_crowd", 0, "money follows money"),
    Mechanism("S0-M22", "proof_joint", 0, "excellence and profit together convince"),
    Mechanism("S0-M20 S0-R10", "gate_adoption", 0, "the gate on cost per task"),
    Mechanism("S1-M10", "proof_ndr", 0, "kept customers are proof"),
    Mechanism("S1-M10", "proof_share", 0, "investors ask for proof"),
    Mechanism("S1-M10", "proof_common", 0, "all look into the same data room"),
    Mechanism("S1-M19 S1-M05", "floor_adoption", 0, "the floor of 4bn yuan"),
    Mechanism("S1-M14", "floor_rise", 0, "the floor rises"),
    # leaving and buying
    Mechanism("S1-M05", "compliance_fixed", 0, "compliance has a fixed cost"),
    Mechanism("S1-M05", "compliance_burden", 0, "compliance costs money"),
    Mechanism("S1-M14", "compliance_rise", 0, "compliance tightens"),
    Mechanism("S0-M17", "core_share", 0, "cost that cannot be cut"),
    Mechanism("S0-M18", "court_appetite", 0, "startups buy startups"),
    Mechanism("S0-M18", "court_users", 0, "buyers look for users"),
    Mechanism("S1-M11 S1-R09", "buyers_market", 0, "buyers pay less than worth"),
    Mechanism("S1-M11 S1-R09", "cold_discount", 0, "a cold market depresses exit prices"),
    Mechanism("S1-M11", "acquirers.*.need_data", 0, "buyers look for data"),
    Mechanism("S1-M12", "floor_reserve", 0, "sellers hold out for the line"),
    # policy and chips
    Mechanism("S0-M21 S0-R11", "champions", 0, "national champions"),
    Mechanism("S0-M21 S0-R11", "procurement", 0, "procurement favours champions"),
    Mechanism("S0-M21", "subsidy", 0, "champions are subsidised"),
    Mechanism("S0-M21 S0-R11", "champion_abroad", 0, "champions lose abroad"),
    Mechanism("S0-M21", "walled_garden", 0, "foreign models are shut out"),
    Mechanism("S1-M09 S1-R08 S1-R02", "crackdown_depth", 0, "a crackdown stops sales"),
    Mechanism("S1-M15 S1-R02 S1-R01", "crackdown_fear", 0, "a crackdown frightens investors"),
    Mechanism("S1-M17 S1-R04", "regulators.export controls.strength", 0, "export controls"),
    Mechanism("S1-M17", "chips_weight", 0, "a shortage of chips takes value"),
    Mechanism("S1-M17", "chips_cost", 0, "a shortage of chips adds cost"),
    Mechanism("S1-M17", "chips_drag", 0, "a shortage of chips slows research"),
    Mechanism("S1-M23 S1-R10", "chip_parity_month", -1, "domestic chips at parity by a date"),
)
