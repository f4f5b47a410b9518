from django import forms
from pytest_django.asserts import assertHTMLEqual

from praktijkleren.ui.widgets import PlainSelect


class Form(forms.Form):
    kleur = forms.ChoiceField(choices=[("", "Alle"), ("1", "Rood & blauw"), ("2", "Groen")], widget=PlainSelect)


def test_a_plain_select_reads_like_djangos_own():
    form, plain = Form({"kleur": "2"}), Form({"kleur": "2"})
    form.fields["kleur"].widget = forms.Select(choices=form.fields["kleur"].choices)

    assertHTMLEqual(str(plain["kleur"]), str(form["kleur"]))


def test_a_plain_select_keeps_what_was_chosen_and_escapes_labels():
    html = str(Form({"kleur": "1"})["kleur"])

    assert '<option value="1" selected>Rood &amp; blauw</option>' in html
    assert html.count("selected") == 1
