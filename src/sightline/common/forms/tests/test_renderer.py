import re
from html.parser import HTMLParser

import pytest
from django import forms
from django.template import Context, Template

from sightline.common.style_guide import EveryQuestion

VOID = {"input", "br", "img"}


class Elements(HTMLParser):
    """Reads a page into a list of (tag, attributes), and notices a tag that is not closed in order."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []
        self.feed(html)
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def ids(self) -> list[str]:
        return [attrs["id"] or "" for _, attrs in self.found if "id" in attrs]


@pytest.fixture(params=["not sent", "sent empty", "sent wrong"])
def form(request: pytest.FixtureRequest) -> forms.Form:
    sent = {"sent empty": {"x": "1"}, "sent wrong": {"consent": "OVERRIDDEN", "born_on_day": "3"}}
    return EveryQuestion(sent.get(request.param))


def test_every_id_is_used_once(form: forms.Form) -> None:
    ids = Elements(str(form)).ids()
    assert len(ids) == len(set(ids))


def test_every_description_and_label_points_to_something_that_is_there(form: forms.Form) -> None:
    page = Elements(str(form))
    ids = set(page.ids())
    for _, attrs in page.found:
        for name in ("aria-describedby", "for", "aria-controls"):
            assert set((attrs.get(name) or "").split()) <= ids, attrs


def test_every_input_has_a_label(form: forms.Form) -> None:
    page = Elements(str(form))
    labelled = {attrs.get("for") for tag, attrs in page.found if tag == "label"}
    inputs = {attrs.get("id") for tag, attrs in page.found if tag in {"input", "select", "textarea"}}
    assert inputs <= labelled


def test_nothing_is_styled_or_scripted_inline(form: forms.Form) -> None:
    for tag, attrs in Elements(str(form)).found:
        assert tag not in {"style", "script"}
        assert not [name for name in attrs if name == "style" or name.startswith("on")]


def test_the_browser_never_answers_before_the_server(form: forms.Form) -> None:
    assert not [attrs for _, attrs in Elements(str(form)).found if "required" in attrs or "maxlength" in attrs]


def test_every_error_is_announced_and_described() -> None:
    form = EveryQuestion({})
    page = str(form)
    errors = sum(len(errors) for errors in form.errors.values())
    assert errors == page.count('<span class="govuk-visually-hidden">Error:</span>')
    assert f'aria-describedby="{form["nhs_number"].auto_id}_helptext"' in page
    assert re.search(r'id="id_full_name"[^>]*aria-describedby="id_full_name_helptext id_full_name_error"', page) or (
        re.search(r'aria-describedby="id_full_name_helptext id_full_name_error"[^>]*id="id_full_name"', page)
    )


def test_the_error_summary_leads_to_the_input_that_puts_each_error_right() -> None:
    form = EveryQuestion(
        {
            "born_on_day": "3",
            "born_on_year": "2015",
            "received_at_day": "30",
            "received_at_month": "10",
            "received_at_year": "2022",
            "received_at_time": "1:30",
            "consent": "OVERRIDDEN",
        }
    )
    template = Template('{% include "sightline/error_summary.html" %}{{ form }}')
    html = template.render(Context({"form": form}))
    links = re.findall(r'<a href="#([^"]+)">', html)
    assert {"id_born_on_month", "id_received_at_which", "id_needs_0", "id_why", "id_read"} <= set(links)
    assert set(links) <= set(Elements(html).ids())
    assert len(links) == sum(len(errors) for errors in form.errors.values())


def test_an_error_of_the_whole_form_is_in_the_summary_and_above_the_form() -> None:
    form = EveryQuestion({})
    form.add_error(None, "Already decided")
    html = Template('{% include "sightline/error_summary.html" %}{{ form }}').render(Context({"form": form}))
    assert '<a href="#form-errors">Already decided</a>' in html
    assert 'id="form-errors"' in html


def test_a_page_without_forms_has_no_error_summary() -> None:
    assert Template('{% include "sightline/error_summary.html" %}').render(Context({})).strip() == ""


def test_only_the_inputs_at_fault_are_marked() -> None:
    form = EveryQuestion({"born_on_day": "3", "born_on_month": "", "born_on_year": "2015"})
    marked = [
        attrs["id"]
        for _, attrs in Elements(str(form["born_on"].as_field_group())).found
        if "govuk-input--error" in (attrs.get("class") or "")
    ]
    assert marked == ["id_born_on_month"]


def test_a_revealed_question_is_drawn_once_inside_its_choice() -> None:
    page = str(EveryQuestion())
    assert page.count('name="why"') == 1
    assert page.index('value="OVERRIDDEN"') < page.index('name="why"') < page.index('value="NOT_SOUGHT"')


def test_what_was_typed_comes_back_and_cannot_break_out_of_its_input() -> None:
    form = EveryQuestion({"full_name": '"><script>', "born_on_day": '"><b>', "rationale": "</textarea><b>"})
    page = str(form)
    assert "<script>" not in page
    assert "<b>" not in page
    assert "&lt;script&gt;" in page


def test_djangos_own_fields_are_drawn_in_the_same_way() -> None:
    class Plain(forms.Form):
        name = forms.CharField()
        risk = forms.ChoiceField(choices=[("L", "Low")], widget=forms.RadioSelect)
        needs = forms.MultipleChoiceField(choices=[("N", "Neglect")], widget=forms.CheckboxSelectMultiple)

    page = str(Plain())
    assert 'class="govuk-input"' in page
    assert 'class="govuk-radios__input"' in page
    assert 'class="govuk-checkboxes__input"' in page


def test_a_formset_is_drawn_with_its_management_form() -> None:
    Questions = forms.formset_factory(EveryQuestion, extra=2)  # noqa: N806
    page = str(Questions())
    assert 'name="form-TOTAL_FORMS"' in page
    assert page.count("govuk-date-input__input") == 2 * 7
