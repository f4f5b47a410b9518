from kandidaten.states import NEXT, AdviesStatus


def test_every_status_has_an_entry():
    assert set(NEXT) == set(AdviesStatus)


def test_every_status_can_be_reached():
    assert {to for following in NEXT.values() for to in following} == set(AdviesStatus)
