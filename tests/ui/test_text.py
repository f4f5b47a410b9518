import pytest
from hypothesis import given
from hypothesis import strategies as st

from praktijkleren.ui.text import normalise


@pytest.mark.parametrize(
    ("name", "found_by"),
    [
        ("Çelik, Ayşe", "celik, ayse"),
        ("Łukaszewicz", "lukaszewicz"),
        ("Ðorđević", "dordevic"),
        ("İpek Yıldız", "ipek yildiz"),
        ("Weiß", "weiss"),
        ("Sørensen  van\tder Æ", "sorensen van der ae"),
        ("D’Angelo", "d'angelo"),
        ("Ĳsbrand", "ijsbrand"),
        ("e\u0301e\u0301n", "een"),
        ("محمد", "محمد"),
        ("", ""),
    ],
)
def test_a_name_is_found_without_its_accents(name, found_by):
    assert normalise(name) == found_by


@given(st.text())
def test_normalising_twice_changes_nothing_more(text):
    assert normalise(normalise(text)) == normalise(text)
