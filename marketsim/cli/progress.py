"""How far a run has come, on standard error: a bar on a terminal, a line now and then elsewhere, or nothing."""

import time

PAUSE = 5  # seconds between two lines, and before the first


class Progress:
    """Call it as progress(done, runs); `stage(text)` names what happens next. It shows from the first call on."""

    def __init__(self, console, quiet=False):
        self.console, self.quiet = console, quiet
        self.text, self.bar, self.task = "", None, None
        self.said = time.monotonic()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        if self.bar:
            self.bar.stop()

    def stage(self, text):
        """Say what begins now."""
        self.text = text
        if self.bar:
            self.bar.update(self.task, description=text, count="", total=None, completed=0)

    def __call__(self, done=0, runs=None):
        if self.quiet:
            return
        if self.console.is_terminal:
            self.draw(done, runs)
        elif time.monotonic() - self.said > PAUSE:
            self.said = time.monotonic()
            self.console.print(f"{self.text}: {done:,} of {runs:,} done" if runs else self.text, soft_wrap=True)

    def draw(self, done, runs):
        if not self.bar:
            from rich.progress import BarColumn, TextColumn, TimeRemainingColumn
            from rich.progress import Progress as Bar

            self.bar = Bar(
                TextColumn("{task.description}"),
                BarColumn(bar_width=None),
                TextColumn("{task.fields[count]}"),
                TimeRemainingColumn(),
                console=self.console,
                transient=True,
            )
            self.task = self.bar.add_task(self.text, count="", total=None)
            self.bar.start()
        self.bar.update(self.task, completed=done, total=runs, count=f"{done:,} of {runs:,}" if runs else "")
