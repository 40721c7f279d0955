"""What is published about such markets, and how near a model must come. Data only; sources are named in words.

A part with a band is judged; one without is shown beside it, because the source gives no tolerance for it. Sanity
targets are so well known that a model may be made to fit them from memory: they count for nothing.

Where a source gives a range, `published` is its middle. Where it gives words only, it is their limit: V9's entry that
ceases (0), hazard that stays (1), sales that do not fall (1), with bands of ours. V8's -6.8 is its p < 1e-11 as a z.
"""

from dataclasses import dataclass
from math import inf

US, GROUP_BUYING, DOT_COM = ("venture-us",), ("group-buying-2010",), ("dot-com-2000",)
AI = ("china-ai-2025", "floor", "surge")


@dataclass(frozen=True)
class Part:
    """One number of a target: published, and the band [low, high] in which the model's median must lie."""

    name: str
    words: str
    published: float
    low: float | None = None
    high: float | None = None
    unit: str = ""

    @property
    def judged(self):
        return self.low is not None


@dataclass(frozen=True)
class Target:
    """A published pattern: whom it counts, at what age, in which scenarios it is measured, and whether it is a gate."""

    id: str
    title: str
    source: str
    population: str
    age: str
    scenarios: tuple
    parts: tuple
    role: str = "gate"


def around(name, words, published, by, unit="share"):
    """A part whose band is so much on either side."""
    return Part(name, words, published, round(published - by, 4), round(published + by, 4), unit)


def relative(name, words, published, by, unit="ratio"):
    """A part whose band is that share of it on either side."""
    return Part(name, words, published, round(published * (1 - by), 4), round(published * (1 + by), 4), unit)


TARGETS = (
    Target(
        "V1",
        "What a financing returns",
        "Correlation Ventures, 21,000 financings, 2004-13",
        "priced financings of firms founded since the start that were bought, listed or closed",
        "at the firm's end",
        US,
        (
            relative("under_1x", "returned less than was put in", 0.65, 0.2, "share"),
            relative("1x_to_5x", "returned 1 to 5 times", 0.25, 0.2, "share"),
            relative("5x_to_10x", "returned 5 to 10 times", 0.06, 0.2, "share"),
            relative("10x_to_20x", "returned 10 to 20 times", 0.025, 0.4, "share"),
            relative("over_20x", "returned 20 times or more", 0.015, 0.4, "share"),
        ),
        "sanity",
    ),
    Target(
        "V2",
        "Fates of venture-backed firms",
        "Korteweg and Sorensen 2010: 1,934 US companies, 1987-2005",
        "firms whose Series A, then the first venture round, fell into the run, two years or more before its end",
        "pooled, 2 to 10 years after the Series A, six on average",
        US,
        (
            around("ipo", "listed", 0.103, 0.04),
            around("acquired", "were bought", 0.233, 0.04),
            around("liquidated", "were closed", 0.230, 0.04),
            around("no_exit", "show no exit", 0.434, 0.04),
        ),
    ),
    Target(
        "V3",
        "Ladder of rounds of a founding cohort",
        "Carta: 4,369 US startups founded in 2018, as of 2025-01-01",
        "firms founded in 2018",
        "6 to 7 years after founding",
        US,
        (
            around("seed", "raised a seed round", 0.564, 0.05),
            around("seed_to_a", "of these raised a Series A", 0.645, 0.05),
            around("a_to_b", "of these raised a Series B", 0.405, 0.05),
            around("b_to_c", "of these raised a Series C", 0.302, 0.05),
            around("c_to_d", "of these raised a Series D", 0.258, 0.05),
            around("closed", "closed, stale accounts included", 0.619, 0.05),
            around("acquired", "were bought", 0.055, 0.05),
            Part("unicorn", "private, last priced at a billion dollars or more", 0.013, 0.008, 0.018, "share"),
        ),
    ),
    Target(
        "V4",
        "Funnel of seed firms",
        "CB Insights: US tech seed rounds of 2008-10, to Nov 2015 and Aug 2018",
        "firms whose seed round fell into the first two years of the run",
        "8 to 10 years after the seed",
        US,
        (
            Part("second", "raised a second round", 0.48, 0.40, 0.48, "share"),
            around("fourth", "raised a fourth round", 0.15, 0.03),
            Part("exit", "were bought or listed", 0.30, 0.22, 0.30, "share"),
            Part("unicorn", "ever priced at a billion dollars or more", 0.0107, 0.009, 0.013, "share"),
        ),
        "sanity",
    ),
    Target(
        "V5",
        "Waiting for the next round",
        "Carta: time between rounds, 2021Q4 and 2024Q4",
        "firms whose Series A, or B, closed in that quarter",
        "in the quarter",
        US,
        (
            Part("seed_to_a", "days from seed to A, 2024Q4 over 2021Q4", 1.843, 1.6, 2.1, "ratio"),
            Part("a_to_b", "days from A to B, 2024Q4 over 2021Q4", 1.97, 1.6, 2.1, "ratio"),
            Part("seed_to_a_boom", "days from seed to A, 2021Q4", 420, unit="days"),
            Part("seed_to_a_bust", "days from seed to A, 2024Q4", 774, unit="days"),
        ),
    ),
    Target(
        "V6",
        "Down rounds",
        "Carta: down rounds 2022Q1 to 2024Q3",
        "priced rounds from Series A on, bridges apart",
        "by quarter",
        US,
        (
            Part("boom", "down, 2022Q1", 0.052, 0.03, 0.08, "share"),
            Part("bust", "down, 2023Q1 to 2024Q3", 0.20, 0.15, 0.25, "share"),
            Part("lag", "quarters from the fall of prices until 15 % are down", 4, 2, 4, "quarters"),
            Part("persists", "quarters with 15 % or more", 8, unit="quarters"),
        ),
    ),
    Target(
        "V7",
        "Step-ups and dilution",
        "Carta: step-up multiples 2021Q4; 9,600 rounds 2021-24",
        "priced rounds of the year that ends with 2021Q4; of 2021 to 2024 for dilution",
        "cross-section",
        US,
        (
            relative("seed_to_a", "median pre-money, A over seed", 3.36, 0.2),
            relative("a_to_b", "median pre-money, B over A", 3.40, 0.2),
            relative("b_to_c", "median pre-money, C over B", 2.39, 0.2),
            relative("c_to_d", "median pre-money, D over C", 1.87, 0.2),
            Part("falling", "steps that fall with the stage, of two", 2, 1.5, 2.5, "steps"),
            relative("dilution", "sold at seed and A, median", 0.20, 0.2, "share"),
            Part("dilution_low", "sold at seed and A, lower quartile", 0.15, unit="share"),
            Part("dilution_high", "sold at seed and A, upper quartile", 0.25, unit="share"),
        ),
    ),
    Target(
        "V8",
        "Network of investors",
        "Crunchbase edge list of Nov 2011 (own calculation)",
        "investors and startups with a tie",
        "all ties so far, at the end",
        US,
        (
            Part("exponent", "exponent of the co-investment degree's tail", 2.175, 2.0, 2.6, "1"),
            Part("lognormal", "Vuong's ratio, power law over log-normal", -6.8, -inf, 1.96, "1"),
            Part("portfolio_exponent", "exponent of portfolio sizes", 1.992, unit="1"),
            Part("single", "investors that hold one startup", 0.622, unit="share"),
            Part("top_tenth", "ties held by the top tenth", 0.59, unit="share"),
            Part("backers", "investors a startup", 3.03, unit="investors"),
            Part("density", "pairs that hold something together", 0.0015, unit="share"),
            Part("clustering", "local clustering", 0.666, unit="1"),
            Part("giant", "linked investors in the largest component", 0.868, unit="share"),
        ),
    ),
    Target(
        "V9",
        "Shape of a shakeout",
        "Klepper and Simons 1997; Simons: autos, tires, television sets, penicillin",
        "firms that sell",
        "from the peak on, whatever the time scale",
        GROUP_BUYING,
        (
            Part("decline", "producers lost since the peak", 0.92, 0.5, 1.0, "share"),
            Part("entry", "entry in the last third over entry before the peak", 0.0, 0.0, 0.1, "ratio"),
            Part("hazard", "hazard of leaving, after the peak over before", 1.0, 0.5, 2.0, "ratio"),
            Part("output", "sales, end over peak", 1.0, 1.0, inf, "ratio"),
        ),
    ),
    Target(
        "V10",
        "A subsidy war: group buying in China",
        "Lingtuan, CECRC and Tuan800, 2010 to 2014",
        "startups that operate, not at rest",
        "from March 2010 on",
        GROUP_BUYING,
        (
            Part("half_life", "months from the peak until half are left", 18, 17, 20, "months"),
            Part("top_five", "sales with the five largest once 5 % are left", 0.957, 0.9, 1.0, "share"),
            Part("peak_month", "months until the peak", 17, unit="months"),
            Part("left", "of the peak left in mid-2014", 0.035, unit="share"),
            Part("sales", "sales of 2012 over those of 2010", 14, unit="ratio"),
        ),
    ),
    Target(
        "V11",
        "Exits after a financing shock: the dot-coms",
        "Webmergers, 2000 to mid-2002",
        "firms that had raised money",
        "January 2000 to June 2002",
        DOT_COM,
        (
            Part("peak_quarter", "quarters from the shock to most closures", 4, 3, 5, "quarters"),
            Part("closed", "closed by the end of 2001", 0.09, 0.075, 0.11, "share"),
            Part("window", "of these in the worst nine months", 0.75, unit="share"),
            Part("bought", "bought for each that closed", 3.0, unit="ratio"),
        ),
    ),
    Target(
        "V12",
        "Price and lag of fixed capability",
        "a16z 2024; Epoch AI 2025: prices and capability indices",
        "the frontier",
        "over the run",
        AI,
        (
            Part("price_fall", "times cheaper in a year", 12, 10, 50, "ratio"),
            Part("open_lag", "open weights behind the best closed model", 3.5, 3, 9, "months"),
            Part("abroad_lag", "best domestic model behind the best abroad", 7, 3, 9, "months"),
        ),
    ),
    Target(
        "V13",
        "Law of growth rates",
        "Fu et al. 2005; Riccaboni et al. 2008; Bottazzi and Secchi 2006",
        "firms that sold through two calendar years",
        "yearly",
        US,
        (
            Part("shape", "Subbotin's b: 1 Laplace, 2 normal", 1.0, 0.7, 1.3, "1"),
            Part("beta", "fall of the width with size", 0.17, 0.1, 0.25, "1"),
            Part("tail", "exponent of the tail", 3.0, unit="1"),
        ),
    ),
    Target(
        "V14",
        "Review and closing of deals",
        "SAMR 2023 to 2025Q1; BCG 2019, 2024",
        "deals that were announced and are settled",
        "from signing",
        US,
        (
            Part("unconditional", "cleared without conditions, of those reviewed", 0.965, 0.95, 0.98, "share"),
            Part("conditional", "cleared with conditions", 0.004, unit="share"),
            Part("withdrawn", "withdrawn", 0.03, 0.02, 0.05, "share"),
            relative("days", "days until they close", 32.6, 0.2, "days"),
            around("closed", "announced deals that close", 0.9, 0.05),
            Part("premium", "over fair value, solvent targets", 0.30, 0.24, 0.36, "share"),
        ),
    ),
)


def measured_in(scenario):
    """The targets measured in a scenario, or in the one it extends."""
    return tuple(each for each in TARGETS if {scenario.name, scenario.extends} & set(each.scenarios))
