"""Where a graph's nodes are drawn: the same graph is the same picture, here and in court."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

Place = tuple[float, float]
STEP_X, STEP_Y = 225.0, 46.0  # room for one site's name, in the drawing's units
HEAD = STEP_Y  # room for a group's name
GAP = 56.0
RING = 14  # larger groups stand in columns instead of a ring
WIDE = 1.6  # width to height of the room in which the whole is shown


@dataclass(frozen=True, slots=True)
class Block:
    """A group placed by itself: the middle of its left upper name is the origin."""

    places: Mapping[str, Place]
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Layout:
    """Every node's place, the place of every group's name, and the room that all of it takes."""

    places: Mapping[str, Place]
    heads: Mapping[str, Place]
    width: float
    height: float


def layout(groups: Mapping[str, Sequence[str]], alone: Sequence[str]) -> Layout:
    """Groups side by side in rows, the largest first, and below them the nodes that stand alone."""
    ordered = sorted(groups, key=lambda name: (-len(groups[name]), name))
    blocks = {name: block(groups[name]) for name in ordered}
    width = _best_width(list(blocks.values()), len(alone))
    corners = _corners(list(blocks.values()), width)
    places: dict[str, Place] = {}
    heads: dict[str, Place] = {}
    for (name, each), (x, y) in zip(blocks.items(), corners, strict=True):
        heads[name] = (x + each.width / 2, y)
        places.update({node: (x + dx, y + HEAD + dy) for node, (dx, dy) in each.places.items()})
    columns, top = _columns_of(width), _bottom(list(blocks.values()), corners)
    for number, node in enumerate(alone):
        places[node] = (STEP_X * (0.5 + number % columns), top + number // columns * STEP_Y)
    right, low = (max((at[axis] for at in places.values()), default=0.0) for axis in (0, 1))
    return Layout(places, heads, right + STEP_X / 2, low + STEP_Y)


def block(nodes: Sequence[str]) -> Block:
    """One group: a ring in which no two names touch, or columns when it is large."""
    return _ring(nodes) if len(nodes) <= RING else _columns(nodes)


def _ring(nodes: Sequence[str]) -> Block:
    """One node on top, then pairs to the left and right, and one below when the count is even."""
    rows = len(nodes) // 2 + 1
    middle = STEP_X * 1.35
    places: dict[str, Place] = {}
    for number, node in enumerate(nodes):
        row = (number + 1) // 2
        is_end = row == 0 or (row == rows - 1 and len(nodes) % 2 == 0)
        swing = 0.0 if is_end else STEP_X * (0.55 + 0.28 * math.sin(math.pi * row / rows))
        places[node] = (middle + (swing if number % 2 else -swing), row * STEP_Y)
    return Block(places, 2 * middle, (rows - 1) * STEP_Y)


def _columns(nodes: Sequence[str]) -> Block:
    columns = max(2, round(math.sqrt(len(nodes) * STEP_Y / STEP_X * WIDE)))
    places = {
        node: (STEP_X * (0.5 + number % columns), number // columns * STEP_Y)
        for number, node in enumerate(nodes)
    }
    rows = math.ceil(len(nodes) / columns)
    return Block(places, columns * STEP_X, (rows - 1) * STEP_Y)


def _best_width(blocks: Sequence[Block], alone: int) -> float:
    """The width of the rows with which the whole is shown largest."""
    widest = max((each.width for each in blocks), default=4 * STEP_X)
    area = sum((each.width + GAP) * (each.height + HEAD + GAP) for each in blocks) + alone * STEP_X * STEP_Y
    tried = [max(widest, math.sqrt(area * WIDE) * factor / 10) for factor in range(6, 21)]

    def size(width: float) -> float:
        rows = math.ceil(alone / _columns_of(width))
        height = _bottom(blocks, _corners(blocks, width)) + rows * STEP_Y
        return max(width, WIDE * height)

    return min(tried, key=size)


def _columns_of(width: float) -> int:
    return max(4, int(width // STEP_X))


def _corners(blocks: Sequence[Block], width: float) -> list[Place]:
    """The left upper corner of each block, in rows that are no wider than this."""
    corners = []
    x = y = tallest = 0.0
    for each in blocks:
        if x and x + each.width > width:
            x, y, tallest = 0.0, y + tallest + GAP, 0.0
        corners.append((x, y))
        x += each.width + GAP
        tallest = max(tallest, HEAD + each.height)
    return corners


def _bottom(blocks: Sequence[Block], corners: Sequence[Place]) -> float:
    """Where what stands below the blocks begins."""
    ends = (y + HEAD + each.height + GAP for each, (_, y) in zip(blocks, corners, strict=True))
    return max(ends, default=0.0)
