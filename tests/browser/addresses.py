"""Every page: its address, and what stands there once it is ready."""

FULL = "main[data-ready=true][data-state=full]"
PAGES = {
    "scenario": ("#/scenario?scenario=floor", f"{FULL} [data-chart=fan] canvas"),
    "changed": ("#/scenario?scenario=floor&set=floor_line:7000", f"{FULL} [data-chart=difference] canvas"),
    "claims": ("#/claims?scenario=floor&claim=S1-P3", f"{FULL} [data-chart=ladder] canvas"),
    "graph": ("#/graph?scenario=floor&future=17&month=20", f"{FULL} [data-chart=graph] canvas"),
    "futures": ("#/futures?scenario=floor&metric=active", f"{FULL} [data-chart=futures] canvas"),
    "explain": ("#/explain?scenario=floor&claim=S1-P3&kind=sensitivity", f"{FULL} [data-chart=tornado] canvas"),
    "sweeps": ("#/sweeps?scenario=floor", "main[data-page=sweeps] .cards a"),
    "sweep": ("#/sweeps?scenario=floor&sweep=two-levers", "[data-chart=heat] canvas"),
    "about": ("#/about?scenario=floor", "main[data-page=about] table"),
}
