import pytest

from praktijkleren.post.addresses import domain_of, is_freemail, suggestion, typo_hint


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("jan@gmial.com", "jan@gmail.com"),
        ("jan@gmail.con", "jan@gmail.com"),
        ("jan@hotmial.com", "jan@hotmail.com"),
        ("jan@outlok.com", "jan@outlook.com"),
        ("Jan.Smit@Zigo.nl", "Jan.Smit@ziggo.nl"),
        ("jan@gmail.com", ""),
        ("jan@hotmail.nl", ""),
        ("jan@bakkerij-deegrol.nl", ""),
        ("jan@gemeente-zwolle.nl", ""),
        ("geen adres", ""),
    ],
)
def test_a_slip_of_the_finger_is_noticed(typed, expected):
    assert suggestion(typed) == expected


def test_the_hint_is_a_question():
    assert typo_hint("jan@gmial.com") == "Klopt jan@gmial.com? Bedoelt u misschien jan@gmail.com?"
    assert not typo_hint("jan@bedrijf.nl")


def test_free_mail_is_known_by_its_domain():
    assert is_freemail("Piet@GMAIL.com")
    assert not is_freemail("piet@bedrijf.nl")
    assert domain_of("Piet@Bedrijf.NL") == "bedrijf.nl"
