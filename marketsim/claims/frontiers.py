"""What anybody can do: open weights against closed models, domestic chips against imported ones."""

from marketsim.claims.definition import claim
from marketsim.claims.needs import at, metric


@claim("S0-C26", "Open weights come closer to the best closed models")
def open_weights_catch_up(outcomes, day):
    """In the last month of the run open weights trail the domestic closed frontier by less than in the first."""
    lag = metric(outcomes, "open_lag")
    return lag[:, at(outcomes, day)] < lag[:, 0]


@claim("S1-W2", "Domestic chips serve models as fast as imported ones")
def chips_reach_parity(outcomes, day):
    """In some month of the run domestic chips have at least the inference throughput of imported ones."""
    return (metric(outcomes, "chip_parity")[:, :at(outcomes, day) + 1] >= 1).any(axis=1)
