"""Groups of things that belong together through any chain of pairs."""


class Groups:
    """Union-find over ``count`` things: join pairs, then ask for the groups."""

    def __init__(self, count: int) -> None:
        self._parents = list(range(count))

    def find(self, one: int) -> int:
        """Return the thing that stands for the group of this one: its first."""
        while self._parents[one] != one:
            self._parents[one] = self._parents[self._parents[one]]
            one = self._parents[one]
        return one

    def join(self, one: int, other: int) -> None:
        """Make one group of two."""
        first, second = sorted((self.find(one), self.find(other)))
        self._parents[second] = first

    def all(self) -> list[list[int]]:
        """Return every group, in the order of its first member."""
        groups: dict[int, list[int]] = {}
        for one in range(len(self._parents)):
            groups.setdefault(self.find(one), []).append(one)
        return list(groups.values())
