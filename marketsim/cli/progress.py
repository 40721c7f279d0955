"""How far a run has come, on standard error: a bar on a terminal, a line now and then elsewhere, or nothing."""

import time
from math import ceil

from marketsim.job import Job
from marketsim.words import lasting, rounded

PAUSE = 5  # seconds between two lines, and before the first


class Progress:
    """Call it as progress(done, runs); `stage(text)` names what happens next. It shows from the first call on.

    Where `runs` is said, so are runs a second and the time left, counted from the stage's first call.
    """

    def __init__(self, console, quiet=False):
        self.console, self.quiet = console, quiet
        self.job, self.bar, self.task = Job(), None, None
        self.said = time.monotonic()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        if self.bar:
            self.bar.stop()

    def stage(self, text):
        """Say what begins now."""
        self.job.stage(text)
        if self.bar:
            self.bar.update(self.task, description=text, count="", total=None, completed=0)

    def __call__(self, done=0, runs=None):
        if self.quiet:
            return
        self.job(done, runs)
        if self.console.is_terminal:
            self.draw(done, runs)
        elif (now := self.job.seen) - self.said > PAUSE:
            self.said = now
            how = f": {done:,} of {runs:,} done{self.pace()}" if runs else ""
            self.console.print(self.job.text + how, soft_wrap=True)

    def pace(self):
        """Runs a second and the time left, in words; nothing before there is something to go by."""
        job = self.job
        return f", {rounded(job.rate)} a second, {lasting(ceil(job.left))} left" if job.left is not None else ""

    def draw(self, done, runs):
        if not self.bar:
            from rich.progress import BarColumn, TextColumn
            from rich.progress import Progress as Bar

            self.bar = Bar(
                TextColumn("{task.description}"),
                BarColumn(bar_width=None),
                TextColumn("{task.fields[count]}"),
                console=self.console,
                transient=True,
            )
            self.task = self.bar.add_task(self.job.text, count="", total=None)
            self.bar.start()
        count = f"{done:,} of {runs:,}{self.pace()}" if runs else ""
        self.bar.update(self.task, completed=done, total=runs, count=count)
