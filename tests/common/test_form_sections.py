"""A long form in parts: whoever reads the parts has read every field once."""

from __future__ import annotations

from itertools import chain

import pytest

from donations.forms.programmes import NewPlanForm, PlanForm, TranslationForm
from donations.models import Programme
from marketplace.common.form_sections import Section
from marketplace.insurance.forms import NewProgrammeForm, ProgrammeForm
from marketplace.insurance.models import PerilKind
from marketplace.organisations.models import Organisation

pytestmark = pytest.mark.django_db


def names_in(sections: list[Section]) -> list[str]:
    return list(chain.from_iterable((field.name for field in section.fields) for section in sections))


def test_the_parts_of_a_plan_hold_every_field_once():
    nobody = Organisation.objects.none()
    for form in (PlanForm(), NewPlanForm(charities=nobody), TranslationForm(instance=Programme())):
        assert sorted(names_in(form.sections())) == sorted(form.fields)
        assert all(section.fields for section in form.sections())


def test_the_parts_of_a_group_programme_hold_every_field_once_beside_its_perils():
    for form in (ProgrammeForm(), NewProgrammeForm(insurers=Organisation.objects.none())):
        perils = [name for name in form.fields if name.endswith(tuple(f"_{kind}" for kind in PerilKind.values))]

        assert sorted([*names_in(form.sections()), *perils]) == sorted(form.fields)
