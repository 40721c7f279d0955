"""In which order a process takes the chunks that are missing, so that several on one store seldom compute the same.

The first begins at the near end, the second at the far end, others take them at random; processes that are told their
share of the chunks take that first. It is a hint and no more: who computes a chunk that another has just finished loses
time, and nothing else.
"""

import os
import random
from contextlib import ExitStack, contextmanager

NAMES = (".first", ".second")  # files that are locked while somebody works from that end


@contextmanager
def turn(folder, share=None):
    """A function that puts numbers of chunks in this process's order; its place is held until the context ends.

    share: (i, n) for the i-th, from 1 on, of n processes that were started together.
    """
    if share:
        yield lambda numbers: shared(numbers, *share)
        return
    with ExitStack() as held:
        place = next((place for place, name in enumerate(NAMES) if locked(folder / name, held)), len(NAMES))
        yield lambda numbers: ordered(numbers, place)


def locked(path, held):
    """Is this place ours now? Where nothing can be locked none is anybody's."""
    try:
        import fcntl
    except ImportError:
        return False
    file = os.open(path, os.O_RDWR | os.O_CREAT, 0o666)
    held.callback(os.close, file)
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True


def ordered(numbers, place):
    return numbers[:: 1 - 2 * place] if place < len(NAMES) else shuffled(numbers)


def shared(numbers, i, n):
    """One's own first, then whatever others have not come to yet."""
    mine = [number for number in numbers if number % n == i - 1]
    return mine + shuffled([number for number in numbers if number % n != i - 1])


def shuffled(numbers):
    return random.SystemRandom().sample(numbers, len(numbers))
