"""Tables as Parquet files in memory, written piece by piece: the same rows give the same bytes."""

from marketsim.results import parquet_writer

GROUP = 65_536  # rows a row group at least, but for the last


class Sheet:
    """A Parquet file that grows by tables of one schema; `bytes()` closes it.

    units: keep what the schema's fields say of theirs.
    """

    def __init__(self, units=False):
        self.pieces, self.rows, self.writer, self.sink = [], 0, None, None
        self.units = units

    def add(self, table):
        self.pieces.append(table)
        self.rows += table.num_rows
        if self.rows >= GROUP:
            self._flush()

    def _flush(self):
        import pyarrow as pa

        table = pa.concat_tables(self.pieces)
        if self.writer is None:
            self.sink = pa.BufferOutputStream()
            self.writer = parquet_writer(self.sink, table.schema, self.units)
        self.writer.write_table(table, row_group_size=max(table.num_rows, 1))
        self.pieces, self.rows = [], 0

    def bytes(self):
        if self.pieces:
            self._flush()
        self.writer.close()
        return self.sink.getvalue()


def encoded(table):
    """A whole table as the bytes of a Parquet file."""
    sheet = Sheet(units=True)
    sheet.add(table)
    return sheet.bytes()
