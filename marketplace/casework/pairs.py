"""Yes or no about a need and a supplier: all that matching ever learns from the register (matching.NeedSource)."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence

from marketplace.casework.models import NeedDraft
from marketplace.fulfilment.models import Assignment
from marketplace.fulfilment.states import SERVED


class RegisterPairs:
    """Bound to `matching.need_source` in wiring."""

    def insured(self, needs: Sequence[str], groups: Mapping[str, Collection[str]]) -> Iterator[tuple[str, str]]:
        """(need, programme): the household is on a register that the programme insures."""
        rows = NeedDraft.objects.filter(need__reference__in=needs).values_list("need__reference", "case__registers")
        for need, registers in rows:
            for programme, insured in groups.items():
                if set(registers) & set(insured):
                    yield need, programme

    def contact(self, needs: Sequence[str], suppliers: Collection[str]) -> Iterator[tuple[str, str]]:
        """(need, supplier): a confirmed delivery of this supplier to the same household."""
        rows = NeedDraft.objects.filter(need__reference__in=needs).values_list("need__reference", "case_id")
        needs_of_case: dict[int, list[str]] = {}
        for need, case in rows:
            needs_of_case.setdefault(case, []).append(need)
        served = Assignment.objects.filter(status__in=SERVED, supplier_reference__in=suppliers)
        by_need = dict(NeedDraft.objects.filter(need__assignments__in=served).values_list("need_id", "case_id"))
        for need_id, supplier in served.values_list("need_id", "supplier_reference"):
            for need in needs_of_case.get(by_need.get(need_id, 0), []):
                yield need, supplier
