"""The door between Python and the rules; the only Cython that knows of Python."""

import numpy as np
from libc.stdint cimport int64_t, uint32_t, uint64_t
from libc.string cimport memcpy, memset

from draws cimport CELL, PhiloxBlock, Purpose, philox, uniform
from draws cimport PARAMETER as FOR_PARAMETER
from params cimport Params
from state cimport (NOT_A_NUMBER, PYTHON_RULE, SOUND, Acquirers, Deal, Environment, Investors, Key, Metrics, Regulators,
                    Startups)
from state cimport World as WorldC
from variates cimport CHOICE, Shape, exact_exp as c_exp, exact_log as c_log, exact_probit as c_probit
from variates cimport exact_sincos_turn as c_sincos_turn, quantile
from rules.founding cimport found
from deals cimport bits_of, fold

include "schema.pxi"
include "month.pxi"

KINDS = ("startups", "investors", "acquirers", "regulators", "market")
SHAPES = ("constant", "uniform", "normal", "lognormal", "loguniform", "triangular", "pareto", "choice")

SCHEDULE = tuple((MONTH[k].chapter, KINDS[<int>MONTH[k].kind], MONTH[k].name.decode()) for k in range(N_PHASES))
FAULTS = ("sound", "a metric is not a number", "no room for another entrant", "a stake is negative",
          "a rule written in Python raised")


# ---------------------------------------------------------------------------------------- a world

CELL_DTYPE = np.dtype([("kind", "i8"), ("column", "i8"), ("lane", "i8"), ("shape", "i8"), ("a", "f8"), ("b", "f8"),
                       ("c", "f8"), ("who", "i8"), ("index", "i8"), ("options", "i8")])

cdef struct CellC:
    int64_t kind, column, lane, shape
    double a, b, c
    int64_t who, index, options


cdef class World:
    """One future in memory: every agent's columns, the environment, the month it is in.

    `sizes` gives the rows of startups, investors, acquirers and regulators (startups: the room
    for entrants included); `running` the startups in use at the start; `verticals` how many.
    """
    cdef WorldC c
    cdef Params p
    cdef readonly object startups, investors, acquirers, regulators, environment, metrics, deals
    cdef readonly tuple sizes
    cdef object arena, scratch, log
    cdef char* memory
    cdef size_t length
    cdef object cells, options
    cdef CellC[::1] cell_view
    cdef double[:, ::1] option_view
    cdef object overridden          # {phase: sorted rows}
    cdef object visit               # called as visit(phase, row) for those
    cdef public object trouble      # what a Python rule raised

    def __init__(self, sizes, running, verticals, seed=0, run=0, deal_room=0):
        cdef int64_t k
        self.sizes = tuple(int(n) for n in sizes)
        columns = [self._columns(name) for name in ("Startups", "Investors", "Acquirers", "Regulators")]
        self.length = sum(rows * width * 8 + 64 for kind, rows in zip(columns, self.sizes) for _, _, width in kind)
        self.arena = np.zeros(self.length + 64, np.uint8)
        cdef unsigned char[::1] view = self.arena
        self.memory = <char*>&view[0]
        self.memory += (64 - (<size_t>self.memory) % 64) % 64
        shift = <size_t>self.memory - <size_t>&view[0]
        self.length -= 64
        views, offset = [], 0
        cdef void** pointers
        for k in range(4):
            pointers = (<void**>&self.c.s if k == 0 else <void**>&self.c.v if k == 1 else
                        <void**>&self.c.a if k == 2 else <void**>&self.c.r)
            table = {}
            for j, (name, kind, width) in enumerate(columns[k]):
                pointers[<Py_ssize_t>j] = self.memory + <size_t>offset
                count = self.sizes[k] * width
                column = np.frombuffer(self.arena, "f8" if kind == "double" else "i8", count, shift + offset)
                table[name] = column.reshape(self.sizes[k], width) if width > 1 else column
                offset += (count * 8 + 63) // 64 * 64
            views.append(table)
        self.length = offset
        self.startups, self.investors, self.acquirers, self.regulators = views
        self.environment = self._figures("Environment", <double[:sizeof(Environment) // 8]><double*>&self.c.e)
        self.metrics = self._figures("Metrics", <double[:sizeof(Metrics) // 8]><double*>&self.c.m)
        self.scratch = np.zeros(2 * max(self.sizes[0], 1) * 8, np.uint8)
        cdef unsigned char[::1] spare = self.scratch
        self.c.order = <int64_t*>&spare[0]
        self.c.rank = <double*>&spare[max(self.sizes[0], 1) * 8]
        self.c.key.seed, self.c.key.run = seed, run
        self.c.room, self.c.n_startups, self.c.n_verticals = self.sizes[0], running, verticals
        self.c.n_investors, self.c.n_acquirers, self.c.n_regulators = self.sizes[1:]
        self.c.street = 2.0 ** np.ceil(np.log2(1.2 * running + 1))
        self._keep(deal_room)
        self.cells, self.options = np.zeros(0, CELL_DTYPE), np.zeros((0, 2))
        self.overridden, self.visit = {}, None

    @staticmethod
    def _columns(struct):
        return [(name, kind, width) for name, kind, column, width, _, _ in SCHEMA[struct] if column]

    @staticmethod
    def _figures(struct, memory):
        """Named views of a struct of doubles."""
        values, figures, at = np.asarray(memory), {}, 0
        for name, _, _, width, _, _ in SCHEMA[struct]:
            figures[name] = values[at:at + width]
            at += width
        assert at == len(values), f"{struct}: {at} declared, {len(values)} in memory"
        return figures

    def _keep(self, deal_room):
        self.log = np.zeros(max(deal_room, 1) * sizeof(Deal), np.uint8)
        cdef unsigned char[::1] log = self.log
        self.c.deals, self.c.deal_room = <Deal*>&log[0], deal_room

    def leave_open(self, cells, options):
        """Fields to draw anew for each run: rows of CELL_DTYPE; `options` holds (value, cumulative share)."""
        self.cells, self.options = np.ascontiguousarray(cells, CELL_DTYPE), np.ascontiguousarray(options, float)

    def override(self, overridden, visit):
        """Rules written in Python: {phase: rows}, and what to call for each of them."""
        self.overridden = {int(phase): sorted(int(row) for row in rows) for phase, rows in overridden.items()}
        self.visit = visit

    def copy(self, deal_room=0):
        """The same start in memory of its own."""
        cdef World other = World(self.sizes, self.c.n_startups, self.c.n_verticals, self.c.key.seed, self.c.key.run, deal_room)
        memcpy(other.memory, self.memory, self.length)
        other.c.e, other.c.street = self.c.e, self.c.street
        other.p = self.p
        other.cells, other.options = self.cells, self.options
        other.overridden, other.visit = self.overridden, self.visit
        return other

    def key(self, uint64_t seed, uint32_t run):
        """Whose luck this world has: that of run `run` under `seed`."""
        self.c.key.seed, self.c.key.run = seed, run

    def begin(self, double[::1] params):
        """Found the market: draw what is open, derive the rest, and stand before month 0."""
        memcpy(&self.p, &params[0], sizeof(Params))
        begin(self, &self.p, &self.c)

    def apply(self, int phase, Py_ssize_t row):
        """Apply one rule to one agent."""
        MONTH[phase].one(&self.p, &self.c, row)

    def apply_all(self, int phase):
        """Apply one rule to every agent of its kind, Python's own rules included."""
        step_phase(self, &self.p, &self.c, phase)

    def end_month(self):
        self.c.month += 1

    def raise_fault(self, advice=""):
        """Raise what a rule recorded, with what is needed to find it."""
        if self.c.fault == SOUND:
            return
        if self.trouble is not None:
            raise self.trouble
        chapter, kind, name = SCHEDULE[self.c.fault_phase]
        raise MarketFault(f"run {self.c.key.run}, month {self.c.month}, {kind}[{self.c.fault_row}].{name}: "
                          f"{FAULTS[self.c.fault]}{advice}")

    month = property(lambda World self: self.c.month)
    running = property(lambda World self: self.c.n_startups)
    seed = property(lambda World self: self.c.key.seed)
    run = property(lambda World self: self.c.key.run)
    fault = property(lambda World self: self.c.fault)
    digest = property(lambda World self: digest(&self.c))

    @property
    def params(self):
        return {field[0]: (<double*>&self.p)[k] for k, field in enumerate(SCHEMA["Params"])}

    def keep_room(self):
        """Twice the room for deals when half of it is used."""
        if self.c.deal_room and 2 * self.c.n_deals > self.c.deal_room:
            kept, room = self.log, 2 * self.c.deal_room
            self._keep(room)
            self.log[:kept.size] = kept

    def ledger(self):
        """Every event so far, one record each (a copy)."""
        if self.c.n_deals > self.c.deal_room:
            raise MarketFault(f"{self.c.n_deals} events, room for {self.c.deal_room}: ask for more deal_room")
        dtype = np.dtype([(name, "f8" if kind == "double" else "i8") for name, kind, _, _, _, _ in SCHEMA["Deal"]])
        return np.frombuffer(self.log, dtype, self.c.n_deals).copy()


class MarketFault(ArithmeticError):
    """A rule left the market in a state that cannot be; says where and how to see it again."""


# --------------------------------------------------------------------------------------- the month

cdef void begin(World world, const Params* p, WorldC* w) noexcept:
    cdef int64_t k
    w.seal = w.n_deals = w.fault = 0
    for k in range(6):
        w.office[k] = -1
    for k in range(w.n_regulators):
        w.office[w.r.office[k]] = k
    draw_cells(world, w)
    with nogil:
        found(p, w)


cdef void draw_cells(World world, WorldC* w) noexcept:
    """Each open field from its own draw, keyed by who and by the field's name."""
    cdef CellC[::1] cells = world.cells
    cdef double[:, ::1] options = world.options
    with nogil:
        fill_cells(cells, options, w)


cdef void fill_cells(CellC[::1] cells, double[:, ::1] options, WorldC* w) noexcept nogil:
    cdef Py_ssize_t k, j
    cdef CellC* cell
    cdef double u, x
    for k in range(cells.shape[0]):
        cell = &cells[k]
        u = uniform(&w.key, cell.who, 0, CELL, <uint32_t>cell.index)
        if cell.shape == CHOICE:
            j = cell.options
            while options[j, 1] < u:
                j += 1
            x = options[j, 0]
        else:
            x = quantile(<Shape>cell.shape, cell.a, cell.b, cell.c, u)
        if cell.kind == 4:
            (<double*>&w.e)[cell.column + cell.lane] = x
        else:
            put(w, cell, x)


cdef inline void put(WorldC* w, CellC* cell, double x) noexcept nogil:
    """Store in a column, as a whole number where the column holds those."""
    cdef void** columns = (<void**>&w.s if cell.kind == 0 else <void**>&w.v if cell.kind == 1 else
                           <void**>&w.a if cell.kind == 2 else <void**>&w.r)
    if cell.column >= 1000:
        (<int64_t*>columns[cell.column - 1000])[cell.lane] = <int64_t>x
    else:
        (<double*>columns[cell.column])[cell.lane] = x


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


# ------------------------------------------------------------------------------------ fingerprints

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


# -------------------------------------------------------------------------------------- many runs

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
              Record out, int64_t[::1] stop):
    """Run futures `first` .. `last` - 1 on this thread; the GIL is free unless rules are written in Python.

    `params` has a row for each run of the ensemble; `world` is this thread's memory; a nonzero
    `stop[0]` ends the range after the run in hand. Returns how many were run.
    """
    cdef WorldC* w = &world.c
    cdef const Params* p
    cdef Py_ssize_t run
    cdef int month
    cdef int64_t running = start.c.n_startups
    cdef CellC[::1] cells = start.cells
    cdef double[:, ::1] options = start.options
    cdef bint python = bool(world.overridden)
    w.key.seed = start.c.key.seed
    for run in range(first, last):
        if stop[0]:
            return run - first
        p = <const Params*>&params[run, 0]
        with nogil:
            memcpy(world.memory, start.memory, start.length)
            w.e, w.n_startups, w.street, w.key.run = start.c.e, running, start.c.street, <uint32_t>run
            memset(&w.m, 0, sizeof(Metrics))
            w.fault_phase = w.fault_row = 0
        memcpy(&world.p, p, sizeof(Params))
        begin(world, &world.p, w)
        write_start(out, w, run)
        if python:
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


def draw_parameters(uint64_t seed, Py_ssize_t runs, double[:, ::1] specs, double[:, ::1] options):
    """(runs, parameters) values: each drawn by (seed, run, its name), so one more leaves the others alone.

    A row of `specs` is (shape, a, b, c, index of its name, first option).
    """
    cdef double[:, ::1] values = np.empty((runs, specs.shape[0]))
    cdef Py_ssize_t run, k, j
    cdef Key key
    cdef double u
    key.seed = seed
    with nogil:
        for run in range(runs):
            key.run = <uint32_t>run
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


# -------------------------------------------------------------------- the exact mathematics, to test

def exact_exp(x):
    cdef double[::1] v = np.ascontiguousarray(x, float).ravel()
    cdef double[::1] y = np.empty(v.shape[0])
    cdef Py_ssize_t i
    for i in range(v.shape[0]):
        y[i] = c_exp(v[i])
    return np.asarray(y)


def exact_log(x):
    cdef double[::1] v = np.ascontiguousarray(x, float).ravel()
    cdef double[::1] y = np.empty(v.shape[0])
    cdef Py_ssize_t i
    for i in range(v.shape[0]):
        y[i] = c_log(v[i])
    return np.asarray(y)


def exact_probit(u):
    cdef double[::1] v = np.ascontiguousarray(u, float).ravel()
    cdef double[::1] y = np.empty(v.shape[0])
    cdef Py_ssize_t i
    for i in range(v.shape[0]):
        y[i] = c_probit(v[i])
    return np.asarray(y)


def exact_sincos_turn(t):
    cdef double[::1] v = np.ascontiguousarray(t, float).ravel()
    cdef double[::1] s = np.empty(v.shape[0])
    cdef double[::1] c = np.empty(v.shape[0])
    cdef Py_ssize_t i
    for i in range(v.shape[0]):
        c_sincos_turn(v[i], &s[i], &c[i])
    return np.asarray(s), np.asarray(c)


def philox_words(uint64_t key, uint32_t c0, uint32_t c1, uint32_t c2, uint32_t c3):
    """The four words of Philox4x32-10 for this key and counter."""
    cdef PhiloxBlock b = philox(c0, c1, c2, c3, key)
    return b.w0, b.w1, b.w2, b.w3


def draw(uint64_t seed, uint32_t run, int64_t who, int64_t month, int why, uint32_t index=0):
    """The number in (0, 1) that these five facts name."""
    cdef Key key
    key.seed, key.run = seed, run
    return uniform(&key, who, month, <Purpose>why, index)


def quantiles(shape, double a, double b, double c, double[::1] u):
    """The u-quantiles of a scenario's distribution; see SHAPES."""
    return np.array([quantile(<Shape><int>SHAPES.index(shape), a, b, c, x) for x in u])
