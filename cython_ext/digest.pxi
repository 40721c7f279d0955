# Fingerprints: 64 bits that change with any bit of the state.

cdef uint64_t fold_column(uint64_t seal, const uint64_t* words, int64_t n) noexcept nogil:
    """Four strands side by side, then one."""
    cdef uint64_t a = seal, b = seal ^ 1, c = seal ^ 2, d = seal ^ 3
    cdef int64_t i = 0
    while i + 4 <= n:
        a, b, c, d = fold(a, words[i]), fold(b, words[i + 1]), fold(c, words[i + 2]), fold(d, words[i + 3])
        i += 4
    while i < n:
        a = fold(a, words[i])
        i += 1
    return fold(fold(fold(a, b), c), d)


WIDTHS = {name: [field[3] for field in SCHEMA[name] if field[2]] for name in ("Startups", "Investors", "Acquirers", "Regulators")}
cdef int[4] N_COLUMNS
cdef int[4][128] WIDTH
for _k, _name in enumerate(WIDTHS):
    N_COLUMNS[_k] = len(WIDTHS[_name])
    for _j, _width in enumerate(WIDTHS[_name]):
        WIDTH[_k][_j] = _width
assert sizeof(Startups) == 8 * N_COLUMNS[0] and sizeof(Investors) == 8 * N_COLUMNS[1], "a field escaped the schema"
assert sizeof(Acquirers) == 8 * N_COLUMNS[2] and sizeof(Regulators) == 8 * N_COLUMNS[3], "a field escaped the schema"
assert sizeof(Params) == 8 * len(SCHEMA["Params"]), "a parameter escaped the schema"


cdef uint64_t digest(const WorldC* w) noexcept nogil:
    """64 bits that change with any bit of the state or of the ledger."""
    cdef uint64_t seal = fold(fold(w.seal, w.month), w.n_deals)
    cdef int64_t[4] rows
    cdef int k, j
    cdef const void** columns
    rows[0], rows[1], rows[2], rows[3] = w.n_startups, w.n_investors, w.n_acquirers, w.n_regulators
    for k in range(4):
        columns = (<const void**>&w.s if k == 0 else <const void**>&w.v if k == 1 else
                   <const void**>&w.a if k == 2 else <const void**>&w.r)
        for j in range(N_COLUMNS[k]):
            seal = fold_column(seal, <const uint64_t*>columns[j], rows[k] * WIDTH[k][j])
    return fold_column(seal, <const uint64_t*>&w.e, <int64_t>(sizeof(Environment) // 8))
