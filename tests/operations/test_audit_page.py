"""The auditor's page shows every line, whatever its details are called."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from marketplace.accounts.actions import give_role
from marketplace.accounts.models import Role
from marketplace.accounts.queries import CITY
from marketplace.common import audit
from marketplace.common.actors import SystemActor
from tests.needs.city import make_user

pytestmark = pytest.mark.django_db


def test_a_detail_may_be_called_like_a_method_of_its_row(client: Client) -> None:
    auditor = make_user("auditor")
    give_role(by=SystemActor("tests"), user=auditor, role=Role.AUDITOR, place=CITY)
    audit.record(by=auditor, verb="list.publish", subject="procurement.list", detail={"items": 7, "keys": "two"})
    client.force_login(auditor)
    shown = client.get(reverse("audit")).content.decode()
    assert "<code>items=7</code>" in shown
    assert "<code>keys=two</code>" in shown


def test_for_everybody_else_there_is_no_such_page(client: Client) -> None:
    client.force_login(make_user("officer"))
    assert client.get(reverse("audit")).status_code == 404
