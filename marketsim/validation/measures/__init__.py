"""What is measured of one run for each target: {part: value}, with the source's definition and at its age."""

from .fates import pooled_fates
from .frontier import fixed_capability
from .growth import growth_law
from .investors import investor_network
from .ladder import founding_ladder, seed_funnel
from .prices import down_rounds, step_ups
from .returns import return_bins
from .review import merger_review
from .shakeouts import financing_shock, shakeout_shape, subsidy_war
from .waits import waiting_times

MEASURES = {
    "V1": return_bins,
    "V2": pooled_fates,
    "V3": founding_ladder,
    "V4": seed_funnel,
    "V5": waiting_times,
    "V6": down_rounds,
    "V7": step_ups,
    "V8": investor_network,
    "V9": shakeout_shape,
    "V10": subsidy_war,
    "V11": financing_shock,
    "V12": fixed_capability,
    "V13": growth_law,
    "V14": merger_review,
}

__all__ = ["MEASURES"]
