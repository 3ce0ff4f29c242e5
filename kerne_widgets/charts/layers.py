"""Layers: a directed graph laid out in columns, every edge from left to right. Pure geometry, no drawing.

Edges that would close a circle are left out of the order; edges over several columns pass each one in between at a
place of their own. The columns are ordered by the middle of their neighbours (Sugiyama, Tagawa and Toda 1981).
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import fmean

_SWEEPS = 8

Key = Hashable
Edge = tuple[Key, Key]


@dataclass(frozen=True)
class Layers:
    """Columns of keys, and for each edge the keys it passes; keys of passing edges are ``(edge, column)``."""

    columns: tuple[tuple[Key, ...], ...]
    ways: Mapping[Edge, tuple[Key, ...]]
    backwards: frozenset[Edge]


def lay_out(keys: Sequence[Key], edges: Sequence[Edge], last: Key | None = None) -> Layers:
    """Columns for a graph; ``last`` stands alone in the column at the end."""
    backwards = _closing(keys, edges)
    forwards = [edge for edge in edges if edge not in backwards]
    depth = _depths(keys, forwards)
    if last is not None:
        depth[last] = max((depth[key] + 1 for key in keys if key != last), default=0)
    columns: list[list[Key]] = [[] for _ in range(max(depth.values(), default=-1) + 1)]
    for key in keys:
        columns[depth[key]].append(key)
    ways: dict[Edge, tuple[Key, ...]] = {}
    for edge in forwards:
        start, end = edge
        passing = [(edge, column) for column in range(depth[start] + 1, depth[end])]
        for place in passing:
            columns[place[1]].append(place)
        ways[edge] = (start, *passing, end)
    return Layers(tuple(map(tuple, _order(columns, ways))), ways, frozenset(backwards))


def _closing(keys: Sequence[Key], edges: Sequence[Edge]) -> set[Edge]:
    """Edges that lead back to where the search has come from."""
    after: dict[Key, list[Key]] = {}
    for start, end in edges:
        after.setdefault(start, []).append(end)
    closing: set[Edge] = set()
    done: set[Key] = set()
    entered = {end for _, end in edges}
    for root in [*(key for key in keys if key not in entered), *keys]:
        if root in done:
            continue
        open_: list[tuple[Key, list[Key]]] = [(root, list(after.get(root, ())))]
        while open_:
            here, waiting = open_[-1]
            if not waiting:
                done.add(here)
                open_.pop()
                continue
            end = waiting.pop(0)
            if any(end == key for key, _ in open_):
                closing.add((here, end))
            elif end not in done:
                open_.append((end, list(after.get(end, ()))))
    return closing


def _depths(keys: Sequence[Key], edges: Sequence[Edge]) -> dict[Key, int]:
    """The longest way to each key."""
    depth = dict.fromkeys(keys, 0)
    for _ in keys:
        changed = False
        for start, end in edges:
            if depth[end] <= depth[start]:
                depth[end] = depth[start] + 1
                changed = True
        if not changed:
            break
    return depth


def _order(columns: list[list[Key]], ways: Mapping[Edge, tuple[Key, ...]]) -> list[list[Key]]:
    links = [link for way in ways.values() for link in pairwise(way)]
    before: dict[Key, list[Key]] = {}
    after: dict[Key, list[Key]] = {}
    for start, end in links:
        after.setdefault(start, []).append(end)
        before.setdefault(end, []).append(start)
    for sweep in range(_SWEEPS):
        rightwards = sweep % 2 == 0
        neighbours = before if rightwards else after
        for at in range(1, len(columns)) if rightwards else range(len(columns) - 2, -1, -1):
            places = _places(columns[at - 1 if rightwards else at + 1])
            own = _places(columns[at])
            columns[at].sort(key=lambda key: _middle(neighbours.get(key, ()), places, own[key]))
    return columns


def _places(column: Sequence[Key]) -> dict[Key, float]:
    return {key: (nth + 0.5) / len(column) for nth, key in enumerate(column)}


def _middle(neighbours: Iterable[Key], places: Mapping[Key, float], own: float) -> float:
    found = [places[key] for key in neighbours if key in places]
    return fmean(found) if found else own
