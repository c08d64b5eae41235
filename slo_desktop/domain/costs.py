"""What a plan costs: sums of amounts in pence, some of which nobody entered.

An amount is None where nothing was entered, and 0 where something costs nothing.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from slo_desktop.domain.values import dataclass

if TYPE_CHECKING:
    from collections.abc import Iterable

    from slo_desktop.domain.plan import ActionSummary


@dataclass(frozen=True, slots=True, kw_only=True)
class FundingSum:
    """What one source pays; None where no source is named."""

    source: str | None
    cost_pence: int | None
    spent_pence: int | None


def total(amounts: Iterable[int | None]) -> int | None:
    """The sum of what was entered, in pence; None where nothing was."""
    entered = [amount for amount in amounts if amount is not None]
    return sum(entered) if entered else None


def still_to_spend(cost: int | None, spent: int | None) -> int | None:
    """What is left of a planned cost; None where nothing is left, or was planned.

    What costs nothing goes on costing nothing.
    """
    if not cost:
        return cost
    left = cost - (spent or 0)
    return left if left > 0 else None


def funding_sums(actions: Iterable[ActionSummary]) -> tuple[FundingSum, ...]:
    """Costs by source, the largest first; actions without money are left out."""
    paid: defaultdict[str | None, list[ActionSummary]] = defaultdict(list)
    for action in actions:
        paid[action.funding_source].append(action)
    sums = (
        FundingSum(
            source=source,
            cost_pence=total(action.cost_pence for action in mine),
            spent_pence=total(action.spent_pence for action in mine),
        )
        for source, mine in paid.items()
    )
    with_money = [each for each in sums if each.cost_pence or each.spent_pence]
    with_money.sort(key=lambda each: (-(each.cost_pence or 0), each.source or ""))
    return tuple(with_money)
