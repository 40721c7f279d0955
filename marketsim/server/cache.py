"""What was computed, kept until there is no room: what was asked for longest ago goes first."""

from collections import OrderedDict
from threading import Lock


class Cache:
    """Values by key, together at most `room` bytes; the one just kept stays, however big."""

    def __init__(self, room):
        self.room, self.used = room, 0
        self._kept, self._lock = OrderedDict(), Lock()

    def get(self, key):
        """The value, which is now the last to go; None if there is none."""
        with self._lock:
            if key not in self._kept:
                return None
            self._kept.move_to_end(key)
            return self._kept[key][0]

    def keep(self, key, value, size):
        """Keep a value of so many bytes, or note that it has grown; returns it."""
        with self._lock:
            self.used += size - self._kept.pop(key, (None, 0))[1]
            self._kept[key] = (value, size)
            for old in list(self._kept)[:-1]:
                if self.used <= self.room:
                    break
                if not getattr(self._kept[old][0], "wanted", None):
                    self.used -= self._kept.pop(old)[1]
        return value

    def drop(self, key):
        """Forget a value."""
        with self._lock:
            self.used -= self._kept.pop(key, (None, 0))[1]

    def __len__(self):
        return len(self._kept)


def remembered(cache, key, make):
    """The bytes under a key, made at need."""
    found = cache.get(key)
    return found if found is not None else cache.keep(key, made := make(), len(made))
