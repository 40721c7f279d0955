# One future in memory: a world of columns, with views for Python.

# What a scenario leaves open: a column's rows `first` to `last` - 1, drawn by their ids; kind 4 is one figure of the
# environment, drawn by `who`. Options are (value, cumulative share).
CELL_DTYPE = np.dtype([("kind", "i8"), ("column", "i8"), ("first", "i8"), ("last", "i8"), ("shape", "i8"), ("a", "f8"),
                       ("b", "f8"), ("c", "f8"), ("who", "i8"), ("index", "i8"), ("options", "i8")])

cdef struct Cell:
    int64_t kind, column, first, last, shape
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
    cdef object overridden          # {phase: sorted rows}
    cdef object visit               # called as visit(phase, row) for those
    cdef public object trouble      # what a Python rule raised
    cdef public object renew        # called before each run where rules are written in Python

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
        most = max(*self.sizes, 1)
        self.scratch = np.zeros((5 * most + 2) * 8, np.uint8)
        cdef unsigned char[::1] spare = self.scratch
        self.c.order = <int64_t*>&spare[0]
        self.c.rank = <double*>self.c.order + <int64_t>most
        self.c.laid = self.c.order + <int64_t>(2 * most)
        self.c.laid_rank = <double*>self.c.order + <int64_t>(3 * most)
        self.c.part = self.c.order + <int64_t>(4 * most)
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

    def settle(self, double[::1] params):
        """From now on these are the parameters; what has become of the market so far stays as it is."""
        memcpy(&self.p, &params[0], sizeof(Params))

    def apply(self, int phase, Py_ssize_t row):
        """Apply one rule to one agent."""
        MONTH[phase].one(&self.p, &self.c, row)
        check(&self.c, phase)

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
        """More room for deals when half of it is used."""
        if self.c.deal_room and self.c.n_deals > self.c.deal_room:
            raise MarketFault(f"{self.c.n_deals} events in a month's ledger with room for {self.c.deal_room}")
        if self.c.deal_room and 2 * self.c.n_deals > self.c.deal_room:
            kept, room = self.log, 4 * self.c.n_deals
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
