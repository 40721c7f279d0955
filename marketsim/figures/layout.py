"""Where the funding graph's nodes stand: startups on a ring, sector by sector; their backers inside, turned towards
what they hold. Everything follows from the data in a fixed order, so the same future always gives the same picture."""

from dataclasses import dataclass

import numpy as np

TAU = 2 * np.pi
OPENING = np.pi / 2  # the ring begins at the top and runs clockwise


@dataclass
class Ring:
    """Places of startups: angle and distance by name, and each sector's (name, first angle, last angle)."""

    angle: dict
    radius: dict
    sectors: list

    def point(self, name):
        return self.radius[name] * np.array([np.cos(self.angle[name]), np.sin(self.angle[name])])

    def extent(self, beyond):
        """(left, right, bottom, top) of what stands on the ring; `beyond` says how far out each startup reaches."""
        ends = np.array(
            [
                (self.radius[name] + beyond[name]) * np.array([np.cos(angle), np.sin(angle)])
                for name, angle in self.angle.items()
            ]
        )
        (left, bottom), (right, top) = np.minimum(ends.min(0), -1) - 0.02, np.maximum(ends.max(0), 1) + 0.02
        return left, right, bottom, top


def ring(sectors, size, named, gap=0.05, least=0.042):
    """Startups on a ring of radius 1: a slot for each named one, the others between them, stacked outwards if need be.

    sectors: {sector: [startup]}; size: {startup: radius of its circle}; named: who gets a slot and a label;
    gap: angle between sectors; least: width of a slot.
    """
    for rows in range(1, 9):
        slots = {sector: slotted(members, size, named, rows, least) for sector, members in sectors.items()}
        total = sum(width for part in slots.values() for _, width in part)
        if total <= TAU - gap * len(sectors):
            break
    unit = (TAU - gap * len(sectors)) / max(total, 1e-9)
    angle, radius, arcs, at = {}, {}, [], OPENING - gap / 2
    for sector, part in slots.items():
        first = at
        for members, width in part:
            at -= width * unit
            out = 1.0
            for k, name in enumerate(members):
                out += (size[members[k - 1]] + size[name] + 0.006) if k else 0.0
                angle[name], radius[name] = at + width * unit / 2, out
        arcs.append((sector, first, at))
        at -= gap
    return Ring(angle, radius, arcs)


def slotted(members, size, named, rows, least):
    """A sector's slots, [(startups, width)]: the named alone, the others so many to a slot and spread between them."""
    alone = [[name] for name in members if name in named]
    others = sorted((name for name in members if name not in named), key=lambda name: (-size[name], name))
    stacks = [others[k : k + rows] for k in range(0, len(others), rows)]
    keyed = [
        ((k + 0.5) / len(part), place, slot)
        for place, part in enumerate((alone, stacks))
        for k, slot in enumerate(part)
    ]
    return [
        (slot, max(least if slot in alone else least / 2, 2.15 * max(size[name] for name in slot)))
        for _, _, slot in sorted(keyed, key=lambda entry: entry[:2])
    ]


def inside(weights, places, size, reach=0.66):
    """Points within the ring: each node towards what it is tied to, specialists outside, none overlapping.

    weights: {node: {startup: weight}}; places: {startup: point}; size: {node: radius}.
    """
    names = sorted(weights)
    means = np.array([pulled(weights[name], places) for name in names]).reshape(-1, 2)
    golden = 1e-3 * np.stack([np.cos(np.arange(len(names)) * 2.4), np.sin(np.arange(len(names)) * 2.4)], axis=1)
    means = means + golden
    away = np.linalg.norm(means, axis=1)
    rank = np.argsort(np.argsort(away, kind="stable"), kind="stable")
    points = means / away[:, None] * (reach * np.sqrt((rank + 0.5) / max(len(names), 1)))[:, None]
    return dict(zip(names, apart(points, np.array([size[name] for name in names]), reach), strict=True))


def pulled(ties, places):
    """The weighted mean of some places; a large tie weighs more, but not in proportion."""
    weights = {name: weight**0.5 for name, weight in sorted(ties.items())}
    return sum(weight * np.asarray(places[name]) for name, weight in weights.items()) / sum(weights.values())


def apart(points, radii, reach, rounds=200, air=0.02):
    """Push overlapping circles apart, within a disc."""
    need = radii[:, None] + radii[None, :] + air
    for _ in range(rounds if len(points) > 1 else 0):
        delta = points[:, None, :] - points[None, :, :]
        distance = np.linalg.norm(delta, axis=2) + np.eye(len(points))
        lack = np.clip(need - distance, 0, None)
        np.fill_diagonal(lack, 0)
        points = (
            points
            + 0.4 * (delta / distance[:, :, None] * lack[:, :, None]).sum(1) / np.maximum(1, (lack > 0).sum(1))[:, None]
        )
        far = np.linalg.norm(points, axis=1)
        points *= np.where(far > reach, reach / np.maximum(far, 1e-9), 1)[:, None]
    return points
