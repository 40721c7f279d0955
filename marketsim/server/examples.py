"""What answers look like, for the documentation: the forms of real ones, with most of each left out."""

ERROR = {"type": "object", "properties": {"error": {"type": "string"}}, "required": ["error"]}
SAYS = {
    404: ("There is no such thing.", "scenario: must be one of floor, surge, got 'flor'"),
    422: ("It cannot be done as asked.", "runs: must be at most 20,000, got 1000000; ask for less"),
    429: ("Too much is waiting; Retry-After says when to come again.", "64 questions are waiting already"),
}
ERRORS = {
    status: {"description": text, "content": {"application/json": {"schema": ERROR, "example": {"error": example}}}}
    for status, (text, example) in SAYS.items()
}
BANDS = {level: [115780.0, 117544.0] for level in ("5", "10", "25", "50", "75", "90", "95")}
RUNS = {
    "served": "computed",
    "ms": 642.0,
    "id": "4e483ae995bc2afa",
    "scenario": "floor",
    "title": "Floor: the second article's market",
    "set": {"floor_line": 3000},
    "what_if": [],
    "runs": 1000,
    "asked": 1000,
    "complete": True,
    "seed": 7,
    "months": ["2025-07", "2025-08"],
    "version": "0.1.0",
    "kernel": "472abb1222c31e57",
    "digest": "e29b73b232738808",
    "metrics": {"value": {"title": "Value", "unit": "million yuan", "bands": BANDS, "base": None}},
    "difference": None,
    "claims": [
        {
            "id": "S1-C19",
            "title": "The line filters, and does not cap",
            "criterion": "By then ...",
            "source": "S1 L77",
            "deadline": "2027-12-31",
            "p": 0.459,
            "yes": 459,
            "known": 1000,
            "runs": 1000,
            "chance": "46 %",
            "frequency": "6 in 13",
            "luck": {"low": 0.428, "high": 0.49},
            "parameters": {"low": 0.31, "high": 0.61},
            "base": {"p": 0.598, "diff": -0.139, "low": -0.164, "high": -0.113, "swayed": 185},
            "examples": {"true": 0, "false": 1},
        }
    ],
    "faults": [],
    "note": None,
}
FUTURE = {
    "run": 17,
    "seed": 7,
    "scenario": "floor",
    "digest": "73979cd8793d6278",
    "verified": True,
    "months": ["2025-07", "2025-08"],
    "nodes": [
        {"id": 0, "name": "Zhipu AI", "kind": "startup", "x": 0.43, "y": 0.9, "r": 0.03, "born": 0, "fate": "listed"},
        {"id": 115, "name": "Tsinghua University", "kind": "investor", "x": 0.2, "y": 0.5, "r": 0.02},
    ],
    "edges": [{"month": -1, "kind": "held", "from": 115, "to": 0, "amount": 0.0, "value": 18000.0, "lead": True}],
    "values": {"0": {"from": -1, "values": [18000.0, 21350.0, 18210.0]}},
    "events": [{"month": "2025-10", "kind": "bridged", "firm": "MiniMax", "text": "MiniMax lives on a bridge"}],
    "story": [{"month": "2025-07", "lines": [], "also": "3 rounds for 365m yuan"}],
}
JOB = {"id": "05598c39e26f6b1f", "kind": "run", "state": "running", "text": "5,000 futures of floor", "done": 1200,
       "total": 5000, "rate": 1400.0, "eta": 2.7, "error": None, "result": None}  # fmt: skip


def shown(example, status=200, text="The answer."):
    """How a route is told to show an example."""
    return {status: {"description": text, "content": {"application/json": {"example": example}}}}
