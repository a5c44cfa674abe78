"""Two people count gifts of a platform at the same moment: no order is counted twice, and the slower one is told."""

from __future__ import annotations

import pytest

from donations.models import Entry, Gift, Payment, PlatformFile, PlatformOrder, Programme
from donations.reconciliation.platforms import count_platform_file
from donations.states import PlatformFileStatus
from marketplace.accounts.models import User
from tests.donations.charity import Charity, new_charity, open_programme_of, with_accounts
from tests.donations.platform_files import as_csv, line, tried
from tests.races.processes import race

pytestmark = [pytest.mark.races, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def charity(transactional_db: None) -> Charity:
    made = new_charity()
    with_accounts(made)
    return made


def looked_at(charity: Charity, programme: Programme, *numbers: str) -> PlatformFile:
    return tried(charity, programme, as_csv(*[line(programme, number) for number in numbers]))


def count(person: int, file: int) -> None:
    """As the page does: everything is read anew in the process that acts."""
    count_platform_file(by=User.objects.get(pk=person), tried=PlatformFile.objects.get(pk=file))


def counted_at_once(charity: Charity, *files: PlatformFile) -> list[str]:
    return race([lambda key=file.pk: count(charity.finance.pk, key) for file in files])  # type: ignore[misc]


def test_one_file_is_counted_once(charity: Charity) -> None:
    file = looked_at(charity, open_programme_of(charity), "T-0001", "T-0002")
    assert sorted(counted_at_once(charity, file, file, file)) == ["FILE_DECIDED", "FILE_DECIDED", "done"]
    assert (Gift.objects.count(), PlatformOrder.objects.count()) == (2, 2)


def test_two_files_with_one_order_count_it_once(charity: Charity) -> None:
    programme = open_programme_of(charity)
    files = looked_at(charity, programme, "T-0001"), looked_at(charity, programme, "T-0001", "T-0002")
    told = counted_at_once(charity, *files)
    assert set(told) <= {"done", "NOTHING_NEW"}
    assert "done" in told
    assert set(PlatformOrder.objects.values_list("number", flat=True)) >= {"T-0001"}
    assert Payment.objects.count() == PlatformOrder.objects.count() == Gift.objects.count()


def test_two_campaigns_with_one_order_count_it_once_and_the_slower_is_told(charity: Charity) -> None:
    files = [looked_at(charity, open_programme_of(charity), "T-0001") for _ in range(2)]
    assert sorted(counted_at_once(charity, *files)) == ["ROWS_FAULTY", "done"]
    assert (Gift.objects.count(), Payment.objects.count(), PlatformOrder.objects.count()) == (1, 1, 1)
    waiting = PlatformFile.objects.get(status=PlatformFileStatus.TRIED)
    assert not Entry.objects.filter(cause_reference__contains=waiting.reference).exists()
