from praktijkleren.accounts.roles import Rol
from tests.factories.post import BerichtFactory
from tests.pages import Page


def own_mail(world):
    return [BerichtFactory(failed=True, eigenaar=world.gebruiker(Rol.JOBCOACH)).pk]


PAGES = [
    Page("post:detail", args=own_mail, ok={Rol.JOBCOACH, Rol.BEHEERDER}),
    Page("post:retry", args=own_mail, ok={Rol.JOBCOACH, Rol.BEHEERDER}),
    Page("post:delivery_events", public=True, status=404),
    Page("post:dev_list", public=True, status=404),
    Page("post:dev_mail", args=lambda _world: ["iets-0"], public=True, status=404),
    Page("post:dev_html", args=lambda _world: ["iets-0"], public=True, status=404),
]
