"""What the tables promise: needs know nothing of cases, and every lifecycle is held by the database."""

from __future__ import annotations

import pytest
from django.apps import apps
from django.contrib.contenttypes.fields import GenericForeignKey, GenericRelation
from django.db.models import CheckConstraint, Model

from marketplace.common.lifecycle import Lifecycle
from marketplace.operations.lifecycles import lifecycles
from tests.architecture.places import our_models

TABLES = {lifecycle.name: lifecycle for lifecycle in lifecycles()}


def test_no_relation_leads_from_a_need_to_casework() -> None:
    for model in apps.get_app_config("needs").get_models():
        related = {field.related_model for field in model._meta.get_fields(include_hidden=False) if field.is_relation}
        labels = {other._meta.app_label for other in related if other is not None and not isinstance(other, str)}
        assert "casework" not in labels, model


def test_casework_is_reached_from_no_other_package() -> None:
    for model in our_models():
        if model._meta.app_label == "casework":
            continue
        for field in model._meta.get_fields():
            if not field.concrete and not isinstance(field, GenericRelation):
                continue
            other = getattr(field, "related_model", None)
            assert other is None or other._meta.app_label != "casework", f"{model._meta.label}.{field.name}"


def test_no_need_points_at_just_anything() -> None:
    for model in apps.get_app_config("needs").get_models():
        assert not [field for field in model._meta.private_fields if isinstance(field, GenericForeignKey)], model


def test_the_case_leaves_no_way_back_from_its_need() -> None:
    draft = apps.get_model("casework", "NeedDraft")
    ways = [field for field in draft._meta.get_fields() if field.is_relation and field.concrete and field.related_model]
    to_needs = [field for field in ways if field.related_model._meta.app_label == "needs"]
    assert to_needs, "a draft knows the need that came of it"
    assert all(field.remote_field.hidden for field in to_needs)


def _constrained() -> list[tuple[type[Model], str, Lifecycle]]:
    """(model, field, lifecycle) for each constraint `<lifecycle>_<field>_is_in_its_lifecycle`."""
    found = []
    for model in our_models():
        for constraint in model._meta.constraints:
            if isinstance(constraint, CheckConstraint) and constraint.name.endswith("_is_in_its_lifecycle"):
                name = constraint.name.removesuffix("_is_in_its_lifecycle")
                table = next(table for table in TABLES.values() if name == f"{table.name}_{table.field}")
                found.append((model, constraint.name, table))
    return found


def test_every_lifecycle_is_held_by_exactly_one_table_of_the_database() -> None:
    assert sorted(table.name for _model, _name, table in _constrained()) == sorted(TABLES)


@pytest.mark.parametrize("name", sorted(TABLES))
def test_a_lifecycle_its_choices_and_its_constraint_name_the_same_states(name: str) -> None:
    (model, label, table) = next(row for row in _constrained() if row[2].name == name)
    field = model._meta.get_field(table.field)
    constraint = next(row for row in model._meta.constraints if row.name == label)
    assert {str(value) for value, _words in field.choices or []} == set(table.states)
    assert dict(constraint.condition.children) == {f"{table.field}__in": sorted(table.states)}
