"""What a run spends of each source's credits."""

from collections import Counter
from dataclasses import dataclass, field

from osint.case.limits import Limits
from osint.collectors.collector import Search
from osint.records import Ask, Exchange, Outcome


@dataclass(slots=True)
class Purse:
    """The credits of one run, by source: what is spent is put aside before a question goes out."""

    limits: Limits
    spent: Counter[str] = field(default_factory=Counter)
    _left: dict[str, int] = field(
        default_factory=dict
    )  # the most that may be spent, where an account said less

    def most(self, name: str) -> int:
        """The most that this run may spend of a source's credits, as far as is known."""
        return min(self.limits.credits, self._left.get(name, self.limits.credits))

    def refuses(self, name: str, search: Search, ask: Ask) -> str:
        """Why a question is not paid for; empty, and its price put aside, when it is."""
        price = search.price(ask)
        if self.spent[name] + price > self.most(name):
            return (
                f"budget: it costs {price} {search.unit}, and {self.spent[name]} of {self.most(name)} "
                "are spent in this run"
            )
        self.spent[name] += price
        return ""

    def look(self, name: str, left: int | None) -> None:
        """Take in what an account says that is left; nothing where it says nothing."""
        if left is not None:
            self._left[name] = self.spent[name] + max(0, left)

    def settle(self, name: str, search: Search, answer: Exchange) -> None:
        """Take back what was put aside for a question that was not put."""
        if answer.outcome is Outcome.NOT_ASKED:
            self.spent[name] -= search.price(answer.ask)
