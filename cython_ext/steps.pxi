# The month for one world: founding, phases, and the rows whose rules are written in Python.

cdef void begin(World world, const Params* p, WorldC* w) noexcept:
    cdef int64_t k
    w.seal = w.n_deals = w.fault = 0
    for k in range(6):
        w.office[k] = -1
    for k in range(w.n_regulators):
        w.office[w.r.office[k]] = k
    cdef Cell[::1] cells = world.cells
    cdef double[:, ::1] options = world.options
    cdef const double* first = &options[0, 0] if options.shape[0] else NULL
    with nogil:
        for k in range(cells.shape[0]):
            draw_cell(&cells[k], w, first)
        found(p, w)


cdef inline int64_t count(const WorldC* w, int64_t kind) noexcept nogil:
    return (w.n_startups if kind == STARTUPS else w.n_investors if kind == INVESTORS else
            w.n_acquirers if kind == ACQUIRERS else w.n_regulators if kind == REGULATORS else 1)


cdef void step_phase(World world, const Params* p, WorldC* w, int k) noexcept:
    """One phase of the month: compiled between the rows that have a rule of their own in Python."""
    rows = world.overridden.get(k)
    if rows is None:
        with nogil:
            MONTH[k].all(p, w, 0, count(w, MONTH[k].kind))
        check(w, k)
        return
    done = 0
    for row in rows:
        if row >= count(w, MONTH[k].kind):
            break
        MONTH[k].all(p, w, done, row)
        try:
            world.visit(k, row)
        except BaseException as error:
            world.trouble = error
            w.fault, w.fault_phase, w.fault_row = PYTHON_RULE, k, row
            return
        done = row + 1
    MONTH[k].all(p, w, done, count(w, MONTH[k].kind))
    check(w, k)


cdef inline void check(WorldC* w, int k) noexcept nogil:
    if w.fault and not w.fault_phase:
        w.fault_phase = k


cdef inline void month_compiled(const Params* p, WorldC* w) noexcept nogil:
    cdef int k
    for k in range(N_PHASES):
        MONTH[k].all(p, w, 0, count(w, MONTH[k].kind))
        if w.fault:
            check(w, k)
            return
    w.month += 1


cdef void month_with_python(World world, const Params* p, WorldC* w) noexcept:
    cdef int k
    for k in range(N_PHASES):
        step_phase(world, p, w, k)
        if w.fault:
            return
    w.month += 1
