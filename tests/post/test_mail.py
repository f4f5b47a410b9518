import re
from html import unescape

import pytest

from praktijkleren.post.mail import build, one_line, render, tidy
from tests.factories.post import BerichtFactory


def words(html):
    """What someone reads, with the words in a row."""
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", re.sub(r"<title>.*?</title>", "", html))).split())


def test_the_first_line_is_the_subject_and_the_rest_the_text(db):
    mail = build(BerichtFactory(naam="Sem", context={"wat": "werk"}))

    assert mail.subject == "Werk voor Sem"
    assert mail.body.startswith("Beste Sem,\n\nJe krijgt deze mail over werk.\n\nNeem mee:\n- je agenda\n- een pen\n\n")


def test_text_and_html_say_the_same(db):
    mail = build(BerichtFactory())

    html = words(mail.alternatives[0].content)

    text = mail.body.replace("- ", "").replace("Bekijk de afspraak:", "Bekijk de afspraak")
    assert html == " ".join(text.split())


def test_an_address_of_ours_is_a_button_and_a_bare_link(db):
    html = build(BerichtFactory()).alternatives[0].content

    assert re.findall(r'<a href="([^"]+)"[^>]*>([^<]+)</a>', html) == [
        ("https://praktijkleren.example/vandaag/", "Bekijk de afspraak"),
        ("https://praktijkleren.example/vandaag/", "https://praktijkleren.example/vandaag/"),
    ]


def test_a_list_is_a_list(db):
    html = build(BerichtFactory()).alternatives[0].content

    assert re.findall(r"<li>([^<]+)</li>", html) == ["je agenda", "een pen"]


def test_the_headers_tell_who_and_that_it_came_by_itself(db):
    bericht = BerichtFactory(context={"wat": "werk", "reply_to": "vragen@regio.example"})

    message = build(bericht).message()

    assert message["Message-ID"] == bericht.message_id
    assert message["To"] == bericht.aan
    assert message["Reply-To"] == "vragen@regio.example"
    assert message["Auto-Submitted"] == "auto-generated"


def test_a_secret_is_in_the_mail_and_not_in_the_row(db):
    bericht = BerichtFactory(sjabloon="post/link", geheim_soort="link")

    mail = build(bericht)

    bericht.refresh_from_db()
    assert "https://praktijkleren.example/l/link1/" in mail.body
    assert "/l/link1/" not in str(bericht.__dict__)


@pytest.mark.parametrize(
    "naam",
    ["Sem\nOnderwerp: iets anders", "Sem\r\nBcc: dief@voorbeeld.example", "Sem\n\nhttps://praktijkleren.example/x/"],
)
def test_a_name_writes_no_line_of_its_own(naam, db):
    mail = build(BerichtFactory(naam=naam))

    assert "\n" not in mail.subject
    assert mail.body.startswith(f"Beste {' '.join(naam.split())},\n")
    assert mail.message()["Bcc"] is None


def test_a_name_is_no_html(db):
    html = build(BerichtFactory(naam="<b>Sem</b> & co")).alternatives[0].content

    assert "Beste &lt;b&gt;Sem&lt;/b&gt; &amp; co," in html


def test_a_name_is_not_escaped_in_the_text(db):
    assert build(BerichtFactory(naam="D'Angelo & co")).body.startswith("Beste D'Angelo & co,")


def test_an_address_elsewhere_is_no_button(db):
    bericht = BerichtFactory(sjabloon="post/link", context={"link_url": "https://elders.example/l/1/"})

    assert "<a " not in render(bericht, {}).html


def test_a_template_without_a_subject_is_refused(db):
    with pytest.raises(ValueError, match="begint niet met een onderwerp"):
        render(BerichtFactory(sjabloon="post/kapot"), {})


def test_several_paragraphs_are_a_list_of_texts():
    assert one_line({"alineas": ["een\ntwee", "drie"], "aantal": 3}) == {"alineas": ["een twee", "drie"], "aantal": 3}


def test_empty_lines_of_template_tags_are_tidied():
    assert tidy("\n\na  \n\n\n\nb\n") == "a\n\nb\n"
