import re
from datetime import date

import pytest
from django import forms
from django.db import models
from django.template import Context, Template
from django.test import RequestFactory

from praktijkleren.ui.gallery import GalleryForm
from praktijkleren.ui.templatetags import nlds

SCRIPT = "<script>alert(1)</script>"
ERRORS = {"x-email": "geen adres", "x-uren": "veel", "x-geboortedatum": "31-02-2026", "x-toelichting": SCRIPT}


def render(form):
    context = Context({"form": form, "request": RequestFactory().get("/"), "csrf_token": "token"})
    return Template("{% load crispy_forms_tags %}{% crispy form %}").render(context)


@pytest.fixture
def empty():
    return render(GalleryForm(prefix="x"))


@pytest.fixture
def faulty():
    return render(GalleryForm(ERRORS, prefix="x"))


def ids(html):
    return re.findall(r'\sid="([^"]+)"', html)


@pytest.mark.parametrize("state", ["empty", "faulty"])
def test_every_description_and_label_points_to_something_that_exists(state, request):
    html = request.getfixturevalue(state)
    present = ids(html)

    described = {part for group in re.findall(r'aria-describedby="([^"]*)"', html) for part in group.split()}
    labelled = set(re.findall(r'<label[^>]* for="([^"]+)"', html))
    linked = set(re.findall(r'href="#([^"]+)"', html))

    assert described | labelled | linked <= set(present)
    assert len(present) == len(set(present))


def test_what_may_stay_empty_says_so(empty):
    assert empty.count("(niet verplicht)") == 3
    assert "*" not in re.sub(r"<[^>]+>", "", empty)


def test_an_error_stands_in_the_summary_and_next_to_the_field(faulty):
    assert '<a href="#id_x-voornaam">Voornaam: Vul dit in.</a>' in faulty
    assert '<a href="#id_x-wie_0">Wie ben je? Maak een keuze.</a>' in faulty
    assert '<a href="#id_x-werkprocessen_0_0">Werkprocessen: Maak een keuze.</a>' in faulty
    assert 'id="id_x-voornaam_error"' in faulty
    assert faulty.count('role="alert"') == 1


def test_nothing_that_was_typed_is_lost(faulty):
    assert 'value="geen adres"' in faulty
    assert re.search(r'<input type="text" name="x-uren" value="veel"', faulty)
    assert re.search(r'<input type="text" name="x-geboortedatum" value="31-02-2026"', faulty)
    assert "&lt;script&gt;" in faulty


def test_a_date_shows_in_the_notation_that_browsers_read(empty):
    assert re.search(r'<input type="date" name="x-geboortedatum" value="1998-03-05"', empty)


@pytest.mark.parametrize("value", ["2026-11-24", "24-11-2026"])
def test_a_date_in_either_notation_is_understood(value):
    form = GalleryForm({"x-geboortedatum": value}, prefix="x")

    assert form.fields["geboortedatum"].clean(value) == date(2026, 11, 24)


def test_a_group_has_a_legend_and_shows_why_a_choice_is_closed(empty):
    assert re.search(r'<legend class="field__label">Werkprocessen</legend>', empty)
    assert "Kerntaak 2: werkt samen" in empty
    assert re.search(r'value="3"[^>]* disabled[^>]* aria-describedby="id_x-werkprocessen_1_0_hint"', empty)
    assert 'id="id_x-werkprocessen_1_0_hint"' in empty


def test_a_button_says_what_happens_and_the_kinds_differ(empty):
    assert re.search(r'<button type="submit"[^>]* class="nl-button button nl-button--primary"', empty)
    assert "nl-button--secondary" in empty
    assert "nl-button--negative" in empty


class Chosen(forms.Form):
    waar = models.CharField(choices=[("a", "A")]).formfield()
    route = forms.ChoiceField(choices=[("", "Kies een route"), ("a", "A")])


def test_a_list_says_what_to_do_where_nothing_is_chosen():
    html = render(Chosen())

    assert "Kies een route" in html
    assert "---------" not in html


class Moments(forms.Form):
    verborgen = forms.IntegerField(widget=forms.HiddenInput)
    moment = forms.SplitDateTimeField(required=False)
    begin = forms.TimeField(required=False)
    niets = forms.MultipleChoiceField(choices=[], widget=forms.CheckboxSelectMultiple)

    def clean(self):
        raise forms.ValidationError("Dit past niet bij elkaar.")


def test_errors_of_the_whole_and_of_hidden_fields_stand_in_the_summary():
    html = render(Moments({}))

    assert "<li>Dit past niet bij elkaar.</li>" in html
    assert "<li>Vul dit in.</li>" in html
    assert 'enctype="multipart' not in html
    assert " novalidate" in html


def test_a_field_without_choices_is_still_reached_by_its_link():
    assert nlds.focus_id(Moments({})["niets"]) == "id_niets"


def test_a_time_uses_the_picker_of_the_browser():
    assert '<input type="time" name="begin"' in render(Moments())


def test_own_messages_say_what_to_do():
    form = Moments({"verborgen": "x", "begin": "laat"})

    assert form.errors["begin"] == ["Vul een tijd in, bijvoorbeeld 13:30."]
    assert form.errors["verborgen"] == ["Vul een heel getal in, bijvoorbeeld 12."]


def test_a_formset_has_one_button_and_no_sample_rows():
    formset = forms.formset_factory(Moments, extra=2)()

    html = Template("{% load crispy_forms_tags %}{% crispy formset %}").render(
        Context({"formset": formset, "request": RequestFactory().get("/"), "csrf_token": "token"})
    )

    assert html.count('name="form-TOTAL_FORMS"') == 1
    assert html.count('class="formset__row"') == 2


@pytest.mark.parametrize(("value", "message"), [(61, "Vul hoogstens 60 in."), (0, "Vul minstens 1 in.")])
def test_a_number_out_of_bounds_says_which_bound(value, message):
    with pytest.raises(forms.ValidationError) as caught:
        forms.DecimalField(min_value=1, max_value=60).clean(value)

    assert caught.value.messages == [message]


def test_of_many_buttons_alike_each_says_of_what():
    html = Template("{% load components %}{% button_link '/' 'Bekijk' about=naam %}").render(Context({"naam": "A & B"}))

    assert 'Bekijk<span class="visually-hidden">: A &amp; B</span>' in html
