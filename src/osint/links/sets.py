"""Sets that grow together: which sites a list of ties puts into one, without regard to the order of names."""

from collections.abc import Iterable


class Sets:
    """Disjoint sets of names, joined pair by pair."""

    def __init__(self, names: Iterable[str] = ()) -> None:
        """Every name is a set of its own; one that is not given here becomes one when it is joined."""
        self._above = {name: name for name in names}
        self._members = {name: [name] for name in self._above}

    def has_joined(self, a: str, b: str) -> bool:
        """Whether two names are in one set."""
        return self._top(a) == self._top(b)

    def join(self, a: str, b: str) -> tuple[tuple[str, ...], tuple[str, ...]] | None:
        """Put two names into one set.

        Returns:
            The two sets that became one, each sorted; nothing when they were one already.
        """
        one, other = self._top(a), self._top(b)
        if one == other:
            return None
        sides = tuple(sorted(self._members[one])), tuple(sorted(self._members[other]))
        small, large = sorted((one, other), key=lambda top: (len(self._members[top]), top))
        self._above[small] = large
        self._members[large].extend(self._members.pop(small))
        return sides

    def members(self, name: str) -> tuple[str, ...]:
        """The set of a name, sorted."""
        return tuple(sorted(self._members[self._top(name)]))

    def all(self) -> tuple[tuple[str, ...], ...]:
        """The sets, each sorted, in the order of their first names."""
        return tuple(sorted(tuple(sorted(each)) for each in self._members.values()))

    def _top(self, name: str) -> str:
        if name not in self._above:
            self._above[name] = name
            self._members[name] = [name]
        top = name
        while self._above[top] != top:
            top = self._above[top]
        while self._above[name] != top:
            self._above[name], name = top, self._above[name]
        return top


def components(names: Iterable[str], ties: Iterable[tuple[str, str]]) -> tuple[tuple[str, ...], ...]:
    """The sets into which ties put names; a name that nothing ties is a set of its own."""
    made = Sets(names)
    for a, b in ties:
        made.join(a, b)
    return made.all()
