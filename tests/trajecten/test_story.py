from praktijkleren.accounts.roles import Rol
from praktijkleren.audit.actor import Actor
from tests.factories.accounts import GebruikerFactory
from tests.factories.trajecten import LogregelFactory, bpv_in_order
from trajecten.actions import start_plaatsing
from trajecten.models import Plaatsing
from trajecten.story import story_of


def test_the_story_tells_steps_and_the_log_newest_first_in_one_query(db, django_assert_num_queries):
    coach = GebruikerFactory(rol=Rol.JOBCOACH, naam="Coby Coach")
    plaatsing = bpv_in_order()
    start_plaatsing(plaatsing, by=Actor.gebruiker(coach), on=plaatsing.van)
    logregel = LogregelFactory(traject=plaatsing.traject, door=coach, tekst="Werkt hard.")

    places = list(Plaatsing.objects.select_related("leerbedrijf").order_by("pk"))
    with django_assert_num_queries(1):
        story = story_of(plaatsing.traject, places, with_log=True)

    assert [(row.wat, row.tekst, row.wie) for row in story] == [
        ("Bezoek", "Werkt hard.", "Coby Coach"),
        ("Traject loopt", "", "Coby Coach"),
        (f"{plaatsing}: begonnen", "", "Coby Coach"),
    ]
    assert (story[0].id, story[0].door_id, story[0].is_log) == (logregel.pk, coach.pk, True)


def test_who_may_not_read_the_log_sees_the_steps(db):
    logregel = LogregelFactory()

    assert story_of(logregel.traject, [], with_log=False) == []
