"""What may be asked, field by field: the bodies of requests, strict, each with its limits and an example."""

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from marketsim.server import limits

Name = Annotated[str, Field(min_length=1, max_length=80)]
Key = Annotated[str, Field(min_length=1, max_length=160)]
Value = Annotated[bool | float | Annotated[str, Field(max_length=80)], Field(union_mode="left_to_right")]
Names = Annotated[list[Name], Field(max_length=64)]
Changes = Annotated[dict[Key, Value], Field(max_length=100)]
EXAMPLE = {"scenario": "floor", "set": {"floor_line": 3000}, "runs": 1000, "seed": 7}


class Body(BaseModel):
    """Unknown fields, infinite numbers and numbers in quotes are refused."""

    model_config = ConfigDict(extra="forbid", strict=True, allow_inf_nan=False, json_schema_extra={"example": EXAMPLE})


class Supposed(Body):
    """A market: one of the listed ones, with what is supposed to be otherwise."""

    scenario: Name = Field(description="A name from /scenarios.")
    set: Changes = Field(
        default_factory=dict,
        description="Figures changed by hand, in their own units: a number, or a text with a unit (`3 billion yuan`).",
        examples=[{"floor_line": 3000}],
    )
    what_if: Names = Field(default_factory=list, description="Named what-ifs of the scenario, in order; then `set`.")


class Question(Supposed):
    """A market and how many of its futures: the same question always has the same answer."""

    runs: int = Field(
        1000, ge=1, le=limits.RUNS, description="How many futures; the first n of them are always the same."
    )
    seed: int = Field(7, ge=0, le=limits.SEED, description="Luck: the same seed gives the same futures.")
    months: int | None = Field(None, ge=1, le=limits.MONTHS, description="How long; as the scenario says if null.")


class Runs(Question):
    """Bands, claims and paired differences of some futures."""

    baseline: Supposed | None = Field(None, description="The market to compare with, under the same luck.")
    metrics: Names = Field(default_factory=list, description="Which metrics; those the scenario shows first if empty.")
    wait: float = Field(10.0, ge=0.1, le=limits.WAIT, description="Seconds; then what is done is sent (`complete`).")


class Paths(Question):
    """One metric of every future."""

    metric: Name = "value"


class ClaimPaths(Question):
    """The probability of claims month by month."""

    claims: Names = Field(default_factory=list, description="Which claims; all if empty.")


class Future(Question):
    """One future; `runs` and `metric` play no part."""


class Picture(Question):
    """A figure of the product, as it is published."""

    metric: Name = Field("value", description="For the figure `metric`.")
    run: int | None = Field(None, ge=0, lt=limits.RUNS, description="For the figure `graph`; the most typical if null.")
    baseline: Supposed | None = Field(None, description="For the figure `metric`: drawn dashed beside it.")


class Explain(Question):
    """What a claim depends on."""

    claim: Name
    kind: Name = Field("sensitivity", description="One of the scenario's `explain`.")


class RunJob(Runs):
    kind: Literal["run"]


class ExplainJob(Question):
    kind: Literal["explain"]
    claim: Name
    how: Name = Field("sensitivity", description="One of the scenario's `explain`.")


class ValidateJob(Body):
    """Published figures beside the model's own."""

    model_config = ConfigDict(json_schema_extra={"example": {"kind": "validate", "scenario": "venture-us", "runs": 20}})
    kind: Literal["validate"]
    scenario: Name = "venture-us"
    runs: int = Field(20, ge=1, le=200)
    seed: int = Field(7, ge=0, le=limits.SEED)


Job = RunJob | ExplainJob | ValidateJob


class Heat(Body):
    """A claim's share, or a metric's mean, over two varied figures of a sweep."""

    model_config = ConfigDict(
        json_schema_extra={"example": {"value": "S1-P3", "x": "floor_line", "y": "floor_adoption"}}
    )
    value: Name = Field(description="A claim's id or a metric of the sweep.")
    x: Key
    y: Key
    policy: Annotated[str, Field(max_length=80)] | None = Field(None, description="One policy; all together if null.")
