# Many futures on one thread, and where they leave what they were asked for.

cdef class Record:
    """Where runs leave what they were asked for; single precision, but for the digests.

    months (runs, months, metrics), firms (runs, rows, fields at the end and at the start),
    watch (runs, months, firms, fields), digests (runs,), faults (runs, 3).
    """
    cdef float[:, :, ::1] months
    cdef float[:, :, ::1] firms
    cdef float[:, :, :, ::1] watch
    cdef uint64_t[::1] digests
    cdef int64_t[:, ::1] faults
    cdef int64_t[::1] firm_fields, start_fields, watch_fields, watch_rows

    def __init__(self, months, firms, watch, digests, faults, firm_fields, start_fields, watch_fields, watch_rows):
        self.months, self.firms, self.watch, self.digests, self.faults = months, firms, watch, digests, faults
        self.firm_fields, self.start_fields = firm_fields, start_fields
        self.watch_fields, self.watch_rows = watch_fields, watch_rows


def field_codes(names):
    """How `Record` refers to fields of startups: the column's number, plus 1000 for whole numbers."""
    order = {field[0]: (k, field[1]) for k, field in enumerate(SCHEMA["Startups"])}
    return np.array([order[name][0] + (1000 if order[name][1] == "int64_t" else 0) for name in names], np.int64)


cdef inline float read(const WorldC* w, int64_t field, int64_t row) noexcept nogil:
    cdef const void** columns = <const void**>&w.s
    if field >= 1000:
        return <float>(<const int64_t*>columns[field - 1000])[row]
    return <float>(<const double*>columns[field])[row]


cdef void write_month(Record out, const WorldC* w, Py_ssize_t at, Py_ssize_t month) noexcept nogil:
    cdef Py_ssize_t k, j
    for k in range(out.months.shape[2]):
        out.months[at, month, k] = <float>(<const double*>&w.m)[k]
    for k in range(out.watch_rows.shape[0]):
        for j in range(out.watch_fields.shape[0]):
            out.watch[at, month, k, j] = read(w, out.watch_fields[j], out.watch_rows[k])


cdef void write_start(Record out, const WorldC* w, Py_ssize_t at) noexcept nogil:
    """What firms were like before the first month; entrants were not."""
    cdef Py_ssize_t k, j, after = out.firm_fields.shape[0]
    for k in range(w.n_startups):
        for j in range(out.start_fields.shape[0]):
            out.firms[at, k, after + j] = read(w, out.start_fields[j], k)


cdef void write_firms(Record out, const WorldC* w, Py_ssize_t at) noexcept nogil:
    cdef Py_ssize_t k, j
    for k in range(out.firms.shape[1]):
        for j in range(out.firm_fields.shape[0]):
            out.firms[at, k, j] = read(w, out.firm_fields[j], k)
    out.faults[at, 0], out.faults[at, 1], out.faults[at, 2] = w.fault, w.fault_phase, w.month
    out.digests[at] = digest(w)


def run_range(World start, World world, double[:, ::1] params, Py_ssize_t first, Py_ssize_t last, int months,
              Record out, int64_t[::1] stop, int64_t number=0):
    """Run futures `first` .. `last` - 1 of an ensemble on this thread; the GIL is free unless rules are in Python.

    `params` and `out` have a row for each; the ensemble's first is run `number`. `world` is this thread's memory;
    a nonzero `stop[0]` ends the range after the run in hand. Returns how many were run.
    """
    cdef WorldC* w = &world.c
    cdef const Params* p
    cdef Py_ssize_t run
    cdef int month
    cdef int64_t running = start.c.n_startups
    cdef bint python = bool(world.overridden)
    w.key.seed = start.c.key.seed
    for run in range(first, last):
        if stop[0]:
            return run - first
        p = <const Params*>&params[run, 0]
        with nogil:
            memcpy(world.memory, start.memory, start.length)
            w.e, w.n_startups, w.street, w.key.run = start.c.e, running, start.c.street, <uint32_t>(number + run)
            memset(&w.m, 0, sizeof(Metrics))
            w.fault_phase = w.fault_row = 0
        memcpy(&world.p, p, sizeof(Params))
        begin(world, &world.p, w)
        write_start(out, w, run)
        if python:
            if world.renew is not None:
                world.renew()
            for month in range(months):
                month_with_python(world, &world.p, w)
                write_month(out, w, run, month)
                if w.fault:
                    break
            if world.trouble is not None:
                raise world.trouble
            write_firms(out, w, run)
        else:
            with nogil:
                for month in range(months):
                    month_compiled(p, w)
                    write_month(out, w, run, month)
                    if w.fault:
                        break
                write_firms(out, w, run)
    return last - first


def draw_parameters(uint64_t seed, int64_t number, Py_ssize_t runs, double[:, ::1] specs, double[:, ::1] options):
    """(runs, parameters) values of run `number` and those after it.

    Each is drawn by (seed, run, its name), so one more leaves the others alone.

    A row of `specs` is (shape, a, b, c, index of its name, first option).
    """
    cdef double[:, ::1] values = np.empty((runs, specs.shape[0]))
    cdef Py_ssize_t run, k, j
    cdef Key key
    cdef double u
    key.seed = seed
    with nogil:
        for run in range(runs):
            key.run = <uint32_t>(number + run)
            for k in range(specs.shape[0]):
                if specs[k, 0] == 0:
                    values[run, k] = specs[k, 1]
                    continue
                u = uniform(&key, 0, 0, <Purpose>FOR_PARAMETER, <uint32_t>specs[k, 4])
                if specs[k, 0] == <int>CHOICE:
                    j = <Py_ssize_t>specs[k, 5]
                    while options[j, 1] < u:
                        j += 1
                    values[run, k] = options[j, 0]
                else:
                    values[run, k] = quantile(<Shape><int>specs[k, 0], specs[k, 1], specs[k, 2], specs[k, 3], u)
    return np.asarray(values)
