"""One pattern for every form: label, hint, error, input; and a summary on top that leads to what must be mended."""

from __future__ import annotations

import pytest
from django import forms
from django.template import Context, Template
from django.utils.translation import override

from cms.sample_form import SampleForm
from marketplace.common.asked import asked
from tests.cms.page import Page, show


class HiddenMark(forms.Form):
    mark = forms.CharField(widget=forms.HiddenInput)


class Moment(forms.Form):
    start = forms.SplitDateTimeField(label="Start", widget=forms.SplitDateTimeWidget)


@pytest.fixture(autouse=True)
def _in_english():
    with override("en"):
        yield


def rendered(form: forms.BaseForm) -> Page:
    return Page(Template("{{ form }}").render(Context({"form": form})))


def test_an_untouched_form_has_no_summary_and_no_error():
    page = rendered(SampleForm())

    assert page.all("div", "summary") == page.all("div", "wrong-because") == []


def test_the_summary_leads_to_an_input_for_every_wrong_field():
    page = rendered(SampleForm({"amount": "12.345"}))
    targets = [link.attributes["href"].removeprefix("#") for link in page.all("a")]
    inputs = {e.attributes.get("id") for e in page.elements if e.tag in {"input", "select", "textarea"}}

    assert targets == ["id_name", "id_amount", "id_district", "id_hardships_0", "id_needed_by", "id_agreed"]
    assert set(targets) <= inputs


def test_the_summary_names_the_field_and_is_focused_when_the_page_opens():
    page = rendered(SampleForm({}))
    summary = page.one("div", "summary")

    assert page.all("a")[0].text == "Name on the receipt: This field is required."
    assert {"role": "alert", "tabindex": "-1", "autofocus": ""}.items() <= summary.attributes.items()


def test_label_hint_error_and_input_stand_in_this_order():
    html = rendered(SampleForm({})).html
    group = html[html.index('for="id_name"') : html.index('for="id_amount"')]
    marks = ['for="id_name"', "A company gives", 'id="id_name_error"', '<input type="text" name="name"']

    assert [group.index(mark) for mark in marks] == sorted(group.index(mark) for mark in marks)


def test_an_input_is_described_by_its_hint_and_its_error():
    page = rendered(SampleForm({}))
    field = next(element for element in page.all("input") if element.attributes.get("id") == "id_name")

    described_by = field.attributes["aria-describedby"].split()
    assert described_by == ["id_name_helptext", "id_name_error"]
    assert set(described_by) <= page.ids()


def test_what_was_typed_stays():
    page = rendered(SampleForm({"amount": "12.345", "story": "cold", "preset": "100"}))
    values = {e.attributes.get("id"): e.attributes for e in page.all("input")}

    assert values["id_amount"]["value"] == "12.345"
    assert "checked" in values["id_preset_1"]
    assert page.one("textarea").text == "cold"


def test_a_group_of_choices_is_a_fieldset_with_its_question_as_legend():
    legends = [legend.text for legend in rendered(SampleForm()).all("legend")]

    assert legends == ["Or choose an amount (optional)", "What is hard at the moment"]


def test_optional_fields_say_so_and_required_ones_do_not():
    labels = {e.attributes["for"]: e.text for e in rendered(SampleForm()).all("label") if "for" in e.attributes}

    assert labels["id_proof"] == "Proof of delivery (optional)"
    assert labels["id_amount"] == "Amount"


def test_a_wrong_hidden_field_is_told_without_a_link_to_what_nobody_can_reach():
    page = rendered(HiddenMark({}))

    assert page.all("a") == []
    assert page.one("li").text == "Mark: This field is required."


def test_a_field_of_several_inputs_is_reached_at_its_first():
    assert rendered(Moment({})).one("a").attributes["href"] == "#id_start_0"


def test_a_formset_has_one_summary_for_all_its_rows():
    rows = forms.formset_factory(Moment, extra=2, min_num=2, validate_min=True)
    data = {"form-TOTAL_FORMS": "2", "form-INITIAL_FORMS": "0", "form-0-start_0": "x", "form-0-start_1": "y"}
    page = rendered(rows(data))

    assert len(page.all("div", "summary")) == 1
    assert "#id_form-0-start_0" in [link.attributes["href"] for link in page.all("a")]
    assert [legend.text for legend in page.all("legend") if legend.text.startswith("Entry")] == ["Entry 1", "Entry 2"]


def test_a_page_that_lays_out_fields_by_hand_gets_the_same_summary_and_field():
    form = SampleForm({})
    page = show('<c-error-summary :form="form" /><c-field :field="form.amount" suffix="yuan" />', form=form)

    assert page.one("div", "summary").text.startswith("6 things need your attention")
    assert page.one("div", "affix").text == "yuan"
    assert page.one("label").attributes["for"] == "id_amount"


def test_a_refusal_without_a_field_stands_in_the_summary():
    page = show('<c-error-summary :errors="errors" />', errors=["The tender has closed."])

    assert page.one("li").text == "The tender has closed."
    assert page.one("p", "title").text == "One thing needs your attention"


class Conditional(forms.Form):
    """A field that its form asks for only in one case."""

    company_code = asked(forms.CharField(label="Credit code", required=False), "(needed for a company)")


def test_a_field_needed_in_one_case_says_in_which_and_is_not_called_optional():
    label = rendered(Conditional()).one("label")

    assert label.text == "Credit code (needed for a company)"
