"""Ladders of a room as one graph: rungs with the same wording are one, and the core task is on top."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from .kinds.ladder import plain, trimmed

TOP = ""


@dataclass(frozen=True)
class Node:
    """A wording on a ladder: as first written, whether a ladder begins there, and whether a way leads to the top."""

    key: str
    text: str
    is_start: bool
    reaches: bool


@dataclass(frozen=True)
class Edge:
    """From a rung to the one above, and how many ladders say so; ``end`` is ``TOP`` for the core task."""

    start: str
    end: str
    n: int


@dataclass(frozen=True)
class Graph:
    """The rungs of a room, and what leads where."""

    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]


def build(ladders: Iterable[Mapping[str, Any]], tasks: Iterable[str] = ()) -> Graph:
    """The graph of ladders, each a value of the kind ``ladder``, and of tasks, of which some may stand on no ladder.

    A ladder leads to the top where its ladder-maker says that it does; from a rung that several share, the way of one
    is a way for all. What others have made may lead in a circle: then there are edges both ways.
    """
    texts: dict[str, str] = {}
    starts: set[str] = set()
    counts: dict[tuple[str, str], int] = {}
    for ladder in ladders:
        wordings = [ladder["start"], *ladder["rungs"]]
        keys = [plain(wording) for wording in wordings]
        for key, wording in zip(keys, wordings, strict=True):
            texts.setdefault(key, trimmed(wording))
        starts.add(keys[0])
        way = [*keys, TOP] if ladder["reached"] else keys
        for edge in pairwise(way):
            counts[edge] = counts.get(edge, 0) + 1
    for task in tasks:
        texts.setdefault(plain(task), trimmed(task))
        starts.add(plain(task))
    reaching = _reaching(counts)
    nodes = tuple(Node(key, text, key in starts, key in reaching) for key, text in texts.items())
    return Graph(nodes, tuple(Edge(*ends, n) for ends, n in counts.items()))


def _reaching(edges: Iterable[tuple[str, str]]) -> set[str]:
    """Every rung from which a way leads to the top."""
    below: dict[str, list[str]] = {}
    for start, end in edges:
        below.setdefault(end, []).append(start)
    found: set[str] = set()
    waiting = [TOP]
    while waiting:
        for start in below.get(waiting.pop(), ()):
            if start not in found:
                found.add(start)
                waiting.append(start)
    return found
