"""How many households a group programme insures and was matched with: numbers over the register, for the insurer."""

from __future__ import annotations

from collections.abc import Sequence
from functools import reduce
from operator import or_

from django.db.models import Q, TextField
from django.db.models.functions import Cast

from marketplace.accounts.queries import CITY
from marketplace.casework.models import Case, NeedDraft
from marketplace.casework.states import CaseStatus
from marketplace.fulfilment.models import SupplierKind
from matching.models import Proposal


class RegisterCounts:
    """Bound to `insurance.group_counter` in wiring."""

    def insured(self, registers: Sequence[str], areas: Sequence[str]) -> int:
        """Households on the register now, each once."""
        cases = Case.objects.exclude(status=CaseStatus.SHREDDED).annotate(held=Cast("registers", TextField()))
        held = reduce(or_, (Q(held__contains=f'"{register}"') for register in registers), Q(pk__in=[]))
        cases = cases.filter(held)
        if areas and CITY not in areas:
            cases = cases.filter(reduce(or_, (Q(township__startswith=area) for area in areas)))
        return cases.count()

    def matched(self, programme: str) -> int:
        """Households behind the needs for which it was ever proposed, each once."""
        asked = Proposal.objects.filter(supplier_kind=SupplierKind.GROUP_PROGRAMME, supplier_reference=programme)
        return NeedDraft.objects.filter(need__in=asked.values("need")).values("case").distinct().count()
