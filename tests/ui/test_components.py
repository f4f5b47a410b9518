from datetime import date, timedelta
from types import SimpleNamespace

import django_filters
import pytest
from django.template import Context, Template
from django.test import RequestFactory
from django.utils import timezone

from praktijkleren.ui.terms import TERMS, explain
from praktijkleren.ui.tones import TONE_ICONS, tone_of

SCRIPT = "<script>alert(1)</script>"
ESCAPED = "&lt;script&gt;"


def render(source, address="/lijst/", **context):
    request = RequestFactory().get(address)
    return Template("{% load components %}" + source).render(Context({"request": request, **context}))


@pytest.mark.parametrize(
    "source",
    [
        "{% page_header title=x subtitle=x status=x status_label=x back_url='/' back_label=x %}{% endpage_header %}",
        "{% card title=x %}{{ x }}{% endcard %}",
        "{% alert tone='info' title=x %}{{ x }}{% endalert %}",
        "{% data_table caption=x %}{{ x }}{% enddata_table %}",
        "{% empty_state title=x %}{{ x }}{% endempty_state %}",
        "{% facts %}{% fact x x %}{% endfacts %}",
        "{% status_badge x x %}",
        "{% button_link '/' x %}",
        "{% post_button '/' x confirm_field='zeker' confirm_label=x naam=x %}",
        "{% steps items 1 %}",
        "{% sort_header x 'naam' %}",
    ],
)
def test_whatever_a_component_shows_is_escaped(source):
    html = render(source, x=SCRIPT, items=[SCRIPT])

    assert ESCAPED in html
    assert "<script>" not in html


def test_page_header_shows_only_what_there_is():
    html = render("{% page_header title='Trajecten' %}{% endpage_header %}")

    assert "<h1" in html
    assert "page-header__actions" not in html
    assert "page-header__status" not in html


def test_card_folds_behind_its_title():
    assert "<details" in render("{% card title='Logboek' fold=True %}x{% endcard %}")
    assert " open" in render("{% card title='Logboek' fold=True open=True %}x{% endcard %}")
    assert "<details" not in render("{% card title='Logboek' %}x{% endcard %}")


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (True, "Ja"),
        (False, "Nee"),
        (date(2026, 11, 24), "di 24 nov 2026"),
        (["schoon", "netjes"], "schoon, netjes"),
        (0, "0"),
        ("", "niet ingevuld"),
        (None, "niet ingevuld"),
    ],
)
def test_fact_reads_as_people_say_it(value, shown):
    assert f">{shown}<" in render("{% fact 'Feit' value %}", value=value)


def test_a_state_has_a_word_an_icon_and_a_colour():
    html = render("{% status_badge 'gestopt' 'voortijdig gestopt' %}")

    assert "status--error" in html
    assert "<svg" in html
    assert "Voortijdig gestopt" in html


def test_an_unknown_state_is_neutral_and_a_page_may_say_otherwise():
    assert "status--neutral" in render("{% status_badge 'wat' 'wat' %}")
    assert "status--warning" in render("{% status_badge 'wat' 'wat' tone='warning' %}")
    assert tone_of("lopend") in TONE_ICONS


def test_post_button_posts_with_a_token_and_asks_first_when_told():
    plain = render("{% post_button '/weg/' 'Verwijder' versie=3 %}")
    asking = render("{% post_button '/weg/' 'Verwijder' confirm_field='zeker' %}")

    assert 'method="post"' in plain
    assert "csrfmiddlewaretoken" in plain
    assert '<input type="hidden" name="versie" value="3">' in plain
    assert 'type="checkbox"' not in plain
    assert 'name="zeker" value="ja" required' in asking


@pytest.mark.parametrize(
    ("items", "current"),
    [
        (["Een", "Twee", "Drie"], "Twee"),
        (["Een", "Twee", "Drie"], 2),
        ([("a", "Een"), ("b", "Twee", "/b/"), ("c", "Drie")], "b"),
    ],
)
def test_steps_say_which_one_this_is(items, current):
    html = render("{% steps items current %}", items=items, current=current)

    assert html.count('aria-current="step"') == 1
    assert html.count("(klaar)") == 1
    assert html.index("(klaar)") < html.index('aria-current="step"') < html.index("Twee")


def test_term_explains_in_one_sentence():
    html = render("{% term 'Werkproces' %}")

    assert TERMS["werkproces"] in html
    assert "Wat is dit?" in html


@pytest.mark.parametrize("word", sorted(TERMS))
def test_every_explanation_is_one_short_sentence(word):
    sentence = explain(word)

    assert sentence.endswith(".")
    assert ". " not in sentence
    assert len(sentence.split()) <= 25


def test_a_word_without_explanation_is_a_mistake():
    with pytest.raises(KeyError):
        explain("onzin")


def test_sort_header_sorts_and_then_turns_round():
    source = "{% sort_header 'Naam' 'naam' %}"

    assert 'href="?status=open&amp;sorteer=naam"' in render(source, "/?status=open&pagina=4")
    once = render(source, "/?sorteer=naam")
    assert 'href="?sorteer=-naam"' in once
    assert 'aria-sort="ascending"' in once
    assert 'aria-sort="descending"' in render(source, "/?sorteer=-naam")
    assert "aria-sort" not in render(source, "/?sorteer=datum")


def test_pager_shows_only_the_ways_that_exist():
    page = SimpleNamespace(previous_url="", next_url="?na=x", by_number=False, first_url="?", number=1, pages=1)

    html = render("{% keyset_pager page %}", page=page)

    assert "Volgende" in html
    assert "Vorige" not in html
    assert "<nav" not in render("{% keyset_pager page %}", page=SimpleNamespace(previous_url="", next_url=""))


class Filter(django_filters.FilterSet):
    naam = django_filters.CharFilter(label="Naam")
    status = django_filters.ChoiceFilter(label="Status", choices=[("open", "Open")])


def bar(address):
    query = RequestFactory().get(address).GET
    return render("{% filter_bar filter %}", address, filter=Filter(query, queryset=SimpleNamespace(model=None)))


def test_filter_bar_counts_what_is_on_and_offers_to_show_all():
    on, off = bar("/?naam=jan&status=open&sorteer=naam&na=x"), bar("/?naam=+&pagina=2")

    assert "Filters (2 aan)" in on
    assert "Alles tonen" in on
    assert "Alles tonen" not in off
    assert "aan)" not in off


def test_filter_bar_keeps_the_sort_and_begins_at_the_first_page():
    html = bar("/?naam=jan&sorteer=naam&na=x")

    assert '<input type="hidden" name="sorteer" value="naam">' in html
    assert 'name="na"' not in html


def test_filter_bar_labels_every_field_and_shows_what_is_wrong():
    html = bar("/?status=onzin")

    assert '<label for="id_status">Status</label>' in html
    assert "filter-bar__error" in html


def test_dates_in_a_template():
    tomorrow = timezone.localdate() + timedelta(days=1)

    assert render("{{ day|over }}", day=tomorrow) == "morgen"
