"""Questions settled by futures: true, false or open in each run. From outcomes and nothing else."""

import numpy as np

from marketsim.claims import BASES, Unresolvable, shipped
from marketsim.outcomes import FATES

UP = 1  # the tone of a round priced above the one before
ENDS = {"acquired": ("acquired", "merged"), "closed": ("closed",)}


def truths(questions, outcomes_to, basis=BASES[0]):
    """(runs, questions) masked bool.

    outcomes_to: function of a number of months that gives the Outcomes of the same runs as they stand then; what is
    kept of a firm is its last state, so a deadline in the middle of a run is settled in a run that ends there.
    Unresolvable where no market of this scenario settles a question.
    """
    months = {question.deadline: None for question in questions if question.event != "claim"}
    whole = outcomes_to(None)
    for day in months:
        if not 0 <= whole.last_month(day) < whole.months:
            raise Unresolvable(f"deadline {day} lies outside the {whole.months} months from {whole.start}")
        months[day] = whole.last_month(day) + 1
    settled = np.ma.masked_all((whole.runs, len(questions)), bool)
    claims = {claim.id: claim for claim in shipped()}
    for span in sorted(set(months.values())):
        outcomes = whole if span == whole.months else outcomes_to(span)
        for place, question in enumerate(questions):
            if months.get(question.deadline) == span and question.event != "claim":
                settled[:, place] = happened(question, outcomes)
    for place, question in enumerate(questions):
        if question.event == "claim":
            if question.subject not in claims:
                raise Unresolvable(f"no claim {question.subject!r} comes with the package")
            settled[:, place] = claims[question.subject].settled(whole, basis)
    return settled


def happened(question, outcomes):
    """(runs,) bool: what a firm's question says, where the runs end with its deadline's month."""
    if not outcomes.has(question.subject):
        raise Unresolvable(f"no firm {question.subject!r} in this market")
    row = outcomes.row(question.subject)
    fate = outcomes.firm("fate")[:, row]
    if question.event in ENDS:
        return np.isin(fate, [FATES.index(name) for name in ENDS[question.event]])
    if question.event == "listed":
        return fate == FATES.index("listed")
    return (outcomes.firm("last_round")[:, row] >= 0) & (outcomes.firm("tone")[:, row] == UP)


def resolved_by(questions, outcomes_to, worlds, name):
    """The same questions, resolved by simulated futures in place of history: one row a question and world.

    worlds: labels of the runs, as many as there are. What a run leaves open stays open.
    """
    settled = truths(questions, outcomes_to)
    known, said = ~np.ma.getmaskarray(settled), np.ma.getdata(settled)
    return tuple(
        question.known(
            bool(said[run, place]) if known[run, place] else None,
            question.deadline if known[run, place] else None,
            f"simulated in a future of {name}",
            world,
        )
        for run, world in enumerate(worlds)
        for place, question in enumerate(questions)
    )
