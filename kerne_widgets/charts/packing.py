"""Packing: where marks go so that none lies over another or over a name. Pure geometry, no drawing.

Each mark takes the cheapest place that is still free, in the order of the task numbers: a new task never
moves the ones before it, and a task that is not moved by anyone stays where it was at the last refresh.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

GOLDEN_ANGLE = math.pi * (3 - math.sqrt(5))
GAP = 3.0  # free paper between two marks

# Share of the differences in size that is kept, tried in turn; then smaller marks altogether.
_DIFFERENCES = (1.0, 0.8, 0.6, 0.4, 0.25, 0.1, 0.0)
_SMALLER = (0.9, 0.8, 0.7, 0.6, 0.5, 0.4, 0.3, 0.2, 0.1)
_GRID = 6.0

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Rectangle:
    """An area that marks keep clear of."""

    left: float
    top: float
    right: float
    bottom: float


@dataclass(frozen=True)
class Spot:
    """Where a mark lies and the radius of the circle it stays within."""

    x: float
    y: float
    radius: float


def pack_rings(
    numbers: Sequence[int],
    centralities: Sequence[float],
    sizes: Sequence[float],
    *,
    edges: Sequence[float],
    smallest: float,
    keep_clear: Sequence[Rectangle] = (),
    spread: Sequence[bool] = (),
) -> list[Spot]:
    """Spots around (0, 0) for marks that belong at a distance from the centre.

    A mark lies in the ring of its centrality, as near to its own distance as there is room; its angle starts
    from its number, by the golden angle.

    Parameters
    ----------
    numbers
        Task numbers; they decide angle and order.
    centralities
        0 (centre) to 4 (rim).
    sizes
        Wished radii. When there is no room, all shrink towards ``smallest``, the differences first.
    edges
        Outer radius of each ring.
    smallest
        Smallest radius at which a mark can be read.
    keep_clear
        Rectangles that no mark touches.
    spread
        Which marks carry a stripe along their radius; these also keep away from the lane of the ring names.
    """
    if not numbers:
        return []
    rim = edges[-1]
    places = _polar_grid(rim)
    distance = np.hypot(places[:, 0], places[:, 1])
    costs = np.empty((len(numbers), len(places)))
    lane = max((area.right for area in keep_clear), default=0.0) + GAP
    in_lane = (np.abs(places[:, 0]) < lane) & (places[:, 1] < 0)
    for at, (number, centrality) in enumerate(zip(numbers, centralities, strict=True)):
        wished = ring_radius(centrality, edges)
        low, high = ring_radius(centrality - 0.5, edges), ring_radius(centrality + 0.5, edges)
        angle = number * GOLDEN_ANGLE
        ideal = np.array([wished * math.sin(angle), -wished * math.cos(angle)])
        cost = np.hypot(places[:, 0] - ideal[0], places[:, 1] - ideal[1]) + 2 * np.abs(distance - wished)
        if spread and spread[at]:
            cost += 150.0 * in_lane
        # Distance is the data, so a mark leaves its ring only when the ring is full.
        costs[at] = cost + 1e4 * np.maximum(np.maximum(low - distance, distance - high), 0)
    return _pack(places, costs, sizes, smallest, numbers, keep_clear, outside=distance, rim=rim)


def pack_plane(
    numbers: Sequence[int],
    points: Sequence[tuple[float, float]],
    sizes: Sequence[float],
    *,
    area: Rectangle,
    smallest: float,
    keep_clear: Sequence[Rectangle] = (),
) -> list[Spot]:
    """Spots as near as possible to their own points inside an area."""
    if not numbers:
        return []
    xs = np.arange(area.left, area.right + 1, _GRID)
    ys = np.arange(area.top, area.bottom + 1, _GRID)
    grid = np.stack(np.meshgrid(xs, ys), axis=-1).reshape(-1, 2)
    places = np.concatenate([np.asarray(points, dtype=float), grid])
    costs = np.stack([np.hypot(places[:, 0] - x, places[:, 1] - y) for x, y in points])
    return _pack(places, costs, sizes, smallest, numbers, keep_clear)


def ring_radius(centrality: float, edges: Sequence[float]) -> float:
    """Distance from the centre: a whole centrality lies in the middle of its ring, a half on the edge between two."""
    steps = [at - 0.5 for at in range(len(edges) + 1)]
    return float(np.interp(centrality, steps, [0.0, *edges]))


def _pack(
    places: Floats,
    costs: Floats,
    sizes: Sequence[float],
    smallest: float,
    numbers: Sequence[int],
    keep_clear: Sequence[Rectangle],
    outside: Floats | None = None,
    rim: float = 0.0,
) -> list[Spot]:
    order = sorted(range(len(numbers)), key=lambda at: numbers[at])
    free = np.full(len(places), np.inf)
    for area in keep_clear:
        across = np.maximum(np.maximum(area.left - places[:, 0], places[:, 0] - area.right), 0)
        down = np.maximum(np.maximum(area.top - places[:, 1], places[:, 1] - area.bottom), 0)
        free = np.minimum(free, np.hypot(across, down))
    if outside is not None:
        free = np.minimum(free, rim + GAP - outside)
    ranked = [np.argsort(costs[at], kind="stable") for at in range(len(numbers))]
    tried = [(keep, 1.0) for keep in _DIFFERENCES] + [(0.0, share) for share in _SMALLER]
    for keep, share in tried:
        radii = [share * math.sqrt(smallest**2 + keep * max(size**2 - smallest**2, 0)) for size in sizes]
        # All in their own rings while the marks can be read; after that anywhere.
        limit = 1e4 if share > 0.9 else np.inf
        chosen = _settle(places, costs, ranked, radii, order, free.copy(), limit)
        if chosen is not None:
            return [
                Spot(float(places[at, 0]), float(places[at, 1]), radius)
                for at, radius in zip(chosen, radii, strict=True)
            ]
    raise ValueError(f"no room for {len(numbers)} marks")


def _settle(
    places: Floats,
    costs: Floats,
    ranked: list[NDArray[np.intp]],
    radii: list[float],
    order: list[int],
    free: Floats,
    limit: float,
) -> list[int] | None:
    chosen = [0] * len(order)
    for at in order:
        open_places = free[ranked[at]] >= radii[at] + GAP
        first = int(np.argmax(open_places))
        place = int(ranked[at][first])
        if not open_places[first] or costs[at, place] >= limit:
            return None
        chosen[at] = place
        apart = np.hypot(places[:, 0] - places[place, 0], places[:, 1] - places[place, 1])
        free = np.minimum(free, apart - radii[at])
    return chosen


def _polar_grid(rim: float) -> Floats:
    rings = [np.zeros((1, 2))]
    for step in range(1, int(rim / _GRID) + 1):
        radius = step * _GRID
        turns = np.arange(max(6, round(2 * math.pi * radius / 9))) * (2 * math.pi)
        angles = turns / len(turns)
        rings.append(np.stack([radius * np.sin(angles), -radius * np.cos(angles)], axis=-1))
    return np.concatenate(rings)
