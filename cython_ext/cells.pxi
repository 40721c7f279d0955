# What a scenario leaves open, drawn at the start of a run: a column at a time, for all rows it leaves open alike.

cdef extern from "exact.h" nogil:
    void each_row "each"(rule (*one)(const Cell*, WorldC*, Py_ssize_t) noexcept nogil, const Cell* cell, WorldC* w, Py_ssize_t first, Py_ssize_t last)


cdef void draw_cell(const Cell* cell, WorldC* w, const double* options) noexcept nogil:
    """Each row from its own draw, keyed by who and by the field's name."""
    cdef int64_t n = cell.last - cell.first
    if cell.kind == 4:
        w.rank[0] = uniform(&w.key, cell.who, 0, CELL, <uint32_t>cell.index)
        shape_luck(cell, w, n, options)
        (<double*>&w.e)[cell.column + cell.first] = w.rank[0]
        return
    draw_luck(cell, w, 0, n)
    shape_luck(cell, w, n, options)
    put(cell, w, n)


cdef inline void** columns_of(WorldC* w, int64_t kind) noexcept nogil:
    return (<void**>&w.s if kind == 0 else <void**>&w.v if kind == 1 else
            <void**>&w.a if kind == 2 else <void**>&w.r)


cdef inline rule luck_of(const Cell* cell, WorldC* w, Py_ssize_t k) noexcept nogil:
    # Every kind's first column is its ids.
    cdef const int64_t* uid = <const int64_t*>columns_of(w, cell.kind)[0]
    w.rank[k] = uniform(&w.key, uid[cell.first + k], 0, CELL, <uint32_t>cell.index)


cdef inline rule as_uniform(const Cell* cell, WorldC* w, Py_ssize_t k) noexcept nogil:
    w.rank[k] = quantile(UNIFORM, cell.a, cell.b, cell.c, w.rank[k])


cdef inline rule as_normal(const Cell* cell, WorldC* w, Py_ssize_t k) noexcept nogil:
    w.rank[k] = quantile(NORMAL, cell.a, cell.b, cell.c, w.rank[k])


cdef inline rule as_lognormal(const Cell* cell, WorldC* w, Py_ssize_t k) noexcept nogil:
    w.rank[k] = quantile(LOGNORMAL, cell.a, cell.b, cell.c, w.rank[k])


cdef inline rule as_other(const Cell* cell, WorldC* w, Py_ssize_t k) noexcept nogil:
    w.rank[k] = quantile(<Shape>cell.shape, cell.a, cell.b, cell.c, w.rank[k])


cdef loop draw_luck(const Cell* cell, WorldC* w, Py_ssize_t first, Py_ssize_t last) noexcept nogil: each_row(luck_of, cell, w, first, last)
cdef loop all_uniform(const Cell* cell, WorldC* w, Py_ssize_t first, Py_ssize_t last) noexcept nogil: each_row(as_uniform, cell, w, first, last)
cdef loop all_normal(const Cell* cell, WorldC* w, Py_ssize_t first, Py_ssize_t last) noexcept nogil: each_row(as_normal, cell, w, first, last)
cdef loop all_lognormal(const Cell* cell, WorldC* w, Py_ssize_t first, Py_ssize_t last) noexcept nogil: each_row(as_lognormal, cell, w, first, last)


cdef void shape_luck(const Cell* cell, WorldC* w, int64_t n, const double* options) noexcept nogil:
    """From numbers in (0, 1) to the scenario's distribution; the common ones many rows at once."""
    cdef int64_t k, j
    if cell.shape == UNIFORM:
        all_uniform(cell, w, 0, n)
    elif cell.shape == NORMAL:
        all_normal(cell, w, 0, n)
    elif cell.shape == LOGNORMAL:
        all_lognormal(cell, w, 0, n)
    elif cell.shape == CHOICE:
        for k in range(n):
            j = cell.options
            while options[2 * j + 1] < w.rank[k]:
                j += 1
            w.rank[k] = options[2 * j]
    else:
        for k in range(n):
            as_other(cell, w, k)


cdef void put(const Cell* cell, WorldC* w, int64_t n) noexcept nogil:
    """Store in a column, as whole numbers where the column holds those."""
    cdef void** columns = columns_of(w, cell.kind)
    cdef int64_t* whole
    cdef int64_t k
    if cell.column < 1000:
        memcpy(<double*>columns[cell.column] + cell.first, w.rank, n * 8)
        return
    whole = <int64_t*>columns[cell.column - 1000] + cell.first
    for k in range(n):
        whole[k] = <int64_t>w.rank[k]
