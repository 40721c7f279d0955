"""Questions to a store in SQL, answered by DuckDB from the files of finished chunks and nothing else on the disk."""

TABLES = ("runs", "months", "firms")


class QueryError(ValueError):
    """A question that has no answer; the text is one line."""


def ask(store, question, form="df"):
    """The answer to a question, as a DataFrame ("df"), rows ("fetchall") or arrays by name ("fetchnumpy").

    store: its finished chunks are asked, as tables runs, months and firms (where kept), and points.
    `share("S0-P1")` is the share of runs in which a claim is true, among those that settle it.
    """
    return getattr(_Answer(store, question), form)()


def rows(store, question):
    """(names of the columns, rows) of the answer, in Python's own types."""
    answer = _Answer(store, question)
    return answer.names, answer.fetchall()


class _Answer:
    """A question put to DuckDB; whatever is wrong with it, now or while the answer is fetched, is a QueryError."""

    def __init__(self, store, question):
        import duckdb

        connection = connected(store)
        try:
            statements = connection.extract_statements(question)
            if len(statements) != 1 or statements[0].type != duckdb.StatementType.SELECT:
                raise QueryError("query: must be one SELECT, DESCRIBE, SUMMARIZE or SHOW TABLES: a store is only read")
            self.found = connection.execute(question)
            self.names = [column[0] for column in self.found.description]
        except duckdb.Error as error:
            raise QueryError(plain(error)) from None

    def __getattr__(self, form):
        def fetch():
            import duckdb

            try:
                return getattr(self.found, form)()
            except duckdb.Error as error:
                raise QueryError(plain(error)) from None

        return fetch


def connected(store):
    """A connection that sees the finished chunks of a store and no other file."""
    import duckdb

    files = {name: [str(path) for path in store.files(name)] for name in TABLES}
    if not files["runs"]:
        raise QueryError(f"{store.folder}: no chunk is done yet; go on with `marketsim sweep resume {store.folder}`")
    connection = duckdb.connect()
    connection.execute("SET enable_progress_bar = false")
    connection.execute("CREATE MACRO share(claim) AS avg(claim::INTEGER)")
    connection.register("points", store.plan.table())
    allowed = [path for paths in files.values() for path in paths]
    connection.execute(f"SET allowed_paths = {listed(allowed)}")
    for name, paths in files.items():
        if paths:
            connection.execute(f"CREATE VIEW {name} AS SELECT * FROM read_parquet({listed(paths)})")
    connection.execute("SET enable_external_access = false")
    connection.execute("SET lock_configuration = true")
    return connection


def listed(texts):
    """A list of texts as SQL writes it."""
    return "[" + ", ".join("'" + text.replace("'", "''") + "'" for text in texts) + "]"


def quoted(name):
    """A column's name as SQL writes it."""
    return '"' + name.replace('"', '""') + '"'


def plain(error):
    """DuckDB's error in a line: what is wrong, and what it takes you to have meant."""
    text = str(error).split("\n\nLINE")[0].split("\n\tCandidate")[0]
    return "query: " + " ".join(text.split())
