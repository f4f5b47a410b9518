"""What our pages are held against, kept here so that nobody can slow it down elsewhere.

The raw views answer the same rows with the same columns: SQL by hand through a bare cursor, HTML by f-string with every
value escaped. They have no session, no user, no rights, no filter form, no count and no log of who was shown whom, and
so say how fast a page could be at the very best; 1.0 cannot be reached. They do pass the same middleware.

The admin is what one gets for nothing: Django's own changelist of the same table, with its usual filters, 50 rows and
its foreign keys fetched in one query, narrowed to the same regio.
"""

# ruff: noqa: S608 - the statements are made of constants of this file; values go as parameters
from html import escape
from typing import Any
from uuid import UUID

from django.contrib import admin
from django.contrib.auth.decorators import login_not_required
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.urls import path

from kandidaten.models import Kandidaat
from praktijkleren.urls import handler400, handler403, handler404, handler500
from praktijkleren.urls import urlpatterns as own_urlpatterns
from trajecten.models import Traject

__all__ = ["handler400", "handler403", "handler404", "handler500", "urlpatterns"]
Rows = list[tuple[Any, ...]]

NAAM = "k.achternaam, k.tussenvoegsel, k.voornamen"
TRAJECTEN = f"""
    SELECT t.id, {NAAM}, t.status, w.titel, l.naam, t.laatste_contact, p.status, p.tot,
        (SELECT x.status FROM trajecten_praktijkovereenkomst x
         WHERE x.plaatsing_id = p.id AND x.status <> 'vervangen' ORDER BY x.versie DESC LIMIT 1),
        (SELECT COUNT(*) FROM trajecten_leerdoel d WHERE d.traject_id = t.id AND d.vervallen_op IS NULL),
        (SELECT COUNT(*) FROM trajecten_leerdoel d
         WHERE d.traject_id = t.id AND d.vervallen_op IS NULL AND d.stand = 'zelfstandig'),
        EXISTS (SELECT 1 FROM trajecten_inschrijving i
                WHERE i.traject_id = t.id AND i.kwalificatie_id = t.kwalificatie_id AND i.tot IS NULL),
        EXISTS (SELECT 1 FROM trajecten_beoordelingsverzoek v JOIN trajecten_plaatsing q ON q.id = v.plaatsing_id
                WHERE q.traject_id = t.id AND v.beantwoord_op IS NULL),
        (SELECT COUNT(DISTINCT b.leerdoel_id) FROM trajecten_beoordeling b
         JOIN trajecten_leerdoel d ON d.id = b.leerdoel_id WHERE d.traject_id = t.id),
        EXISTS (SELECT 1 FROM trajecten_resultaat r WHERE r.traject_id = t.id AND r.vervallen_op IS NULL)
    FROM trajecten_traject t
    JOIN kandidaten_kandidaat k ON k.id = t.kandidaat_id
    LEFT JOIN kwalificaties_kwalificatie w ON w.id = t.kwalificatie_id
    LEFT JOIN trajecten_plaatsing p ON p.id = (
        SELECT q.id FROM trajecten_plaatsing q WHERE q.traject_id = t.id AND q.soort = 'bpv'
        ORDER BY CASE q.status WHEN 'lopend' THEN 0 WHEN 'gepland' THEN 1 ELSE 2 END, q.van DESC LIMIT 1)
    LEFT JOIN leerbedrijven_leerbedrijf l ON l.id = p.leerbedrijf_id
    WHERE t.regio_id = %s"""
"""What the list shows, the next step included: it follows from the nine facts at the end."""
NEWEST = " ORDER BY t.laatste_activiteit DESC, t.id DESC LIMIT 50"


def sql(statement: str, *values: Any) -> Rows:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        found: Rows = cursor.fetchall()
        return found


def as_key(pk: UUID) -> Any:
    """How each database keeps a UUID."""
    return pk if connection.features.has_native_uuid_field else pk.hex


@login_not_required
def raw_trajecten(request: HttpRequest) -> HttpResponse:
    return page("Trajecten", table(with_step(sql(TRAJECTEN + NEWEST, request.GET["regio"]))))


@login_not_required
def raw_search(request: HttpRequest) -> HttpResponse:
    naam = f"{request.GET['naam'].casefold()}%"
    found = sql(f"{TRAJECTEN} AND k.zoeknaam LIKE %s{NEWEST}", request.GET["regio"], naam)
    return page("Trajecten", table(with_step(found)))


def with_step(rows: Rows) -> Rows:
    return [(*row[:8], next_step(row[4], *row[8:])) for row in rows]


def next_step(status: str, bpv: str | None, tot: Any, pok: str | None, plan: int, *facts: Any) -> str:
    """As the page words it, for the route praktijkverklaring."""
    able, enrolled, asked, judged, yielded = facts
    if status in {"afgerond", "gestopt"}:
        return ""
    if status == "onderbroken" or yielded:
        return "Hervat het traject" if status == "onderbroken" else "Rond het traject af"
    if not plan or not bpv:
        return "Zoek een leerplaats" if plan else "Kies werkprocessen"
    if bpv == "gepland":
        return "Start de bpv" if enrolled and pok == "getekend" else "Leg de praktijkovereenkomst vast"
    if bpv == "lopend" and not (asked or judged or able >= plan or (tot and str(tot) < "2000")):
        return "Leg een bezoek vast"
    return "Vraag een beoordeling" if judged < plan else "Maak de praktijkverklaring"


@login_not_required
def raw_kandidaten(request: HttpRequest) -> HttpResponse:
    people = sql(
        f"""SELECT k.id, {NAAM}, g.naam, a.status, k.created_at FROM kandidaten_kandidaat k
        LEFT JOIN accounts_gemeente g ON g.id = k.gemeente_id
        LEFT JOIN kandidaten_advies a ON a.kandidaat_id = k.id AND a.status <> 'vervangen'
        WHERE k.regio_id = %s ORDER BY k.created_at DESC, k.id DESC LIMIT 50""",
        request.GET["regio"],
    )
    marks = ", ".join(["%s"] * len(people))
    colleagues: dict[Any, list[str]] = {}
    for kandidaat, naam in sql(
        f"""SELECT b.kandidaat_id, u.naam FROM kandidaten_betrokkenheid b
        JOIN accounts_gebruiker u ON u.id = b.gebruiker_id
        WHERE b.kandidaat_id IN ({marks}) AND b.tot IS NULL ORDER BY b.rol""",
        *(row[0] for row in people),
    ):
        colleagues.setdefault(kandidaat, []).append(naam)
    return page("Kandidaten", table([(*row, ", ".join(colleagues.get(row[0], []))) for row in people]))


@login_not_required
def raw_traject(request: HttpRequest, pk: UUID) -> HttpResponse:
    key = as_key(pk)
    parts = [
        sql(
            f"""SELECT t.id, {NAAM}, t.status, t.route, w.titel, t.startdatum, t.einddatum, r.naam
            FROM trajecten_traject t JOIN kandidaten_kandidaat k ON k.id = t.kandidaat_id
            JOIN accounts_regio r ON r.id = t.regio_id
            LEFT JOIN kwalificaties_kwalificatie w ON w.id = t.kwalificatie_id
            WHERE t.id = %s""",
            key,
        ),
        sql(
            """SELECT p.id, p.soort, p.status, p.van, p.tot, l.naam, l.plaats, o.naam, p.uren_per_week, x.status
            FROM trajecten_plaatsing p JOIN leerbedrijven_leerbedrijf l ON l.id = p.leerbedrijf_id
            LEFT JOIN trajecten_begeleiding b ON b.plaatsing_id = p.id
            LEFT JOIN leerbedrijven_praktijkopleider o ON o.id = b.praktijkopleider_id
            LEFT JOIN trajecten_praktijkovereenkomst x ON x.plaatsing_id = p.id
            WHERE p.traject_id = %s ORDER BY p.van""",
            key,
        ),
        sql(
            """SELECT d.id, w.code, w.naam, d.stand FROM trajecten_leerdoel d
            JOIN kwalificaties_werkproces w ON w.id = d.werkproces_id WHERE d.traject_id = %s ORDER BY w.code""",
            key,
        ),
        sql(
            """SELECT g.id, g.datum, g.soort, g.tekst, u.naam FROM trajecten_logregel g
            JOIN accounts_gebruiker u ON u.id = g.door_id
            WHERE g.traject_id = %s ORDER BY g.datum DESC, g.created_at DESC""",
            key,
        ),
    ]
    return page("Traject", "".join(map(table, parts)))


@login_not_required
def raw_today(request: HttpRequest) -> HttpResponse:
    """The tasks, and of the regio what waits: new aanmeldingen, silent trajecten, POK's and verklaringen to sign."""
    regio, wie = request.GET["regio"], request.GET["wie"]
    in_regio = "JOIN trajecten_traject t ON t.id = p.traject_id WHERE t.regio_id = %s"
    parts = [
        sql(
            """SELECT id, titel, url, voor FROM werk_taak
            WHERE wie_id = %s AND klaar_op IS NULL ORDER BY voor, created_at LIMIT 50""",
            wie,
        ),
        sql(
            """SELECT id, persoon_achternaam, persoon_voornamen, ontvangen_op FROM aanmeldingen_aanmelding
            WHERE regio_id = %s AND status = 'nieuw' ORDER BY ontvangen_op LIMIT 5""",
            regio,
        ),
        sql(TRAJECTEN + " AND t.status = 'lopend' ORDER BY t.laatste_activiteit LIMIT 5", regio),
        sql(
            f"""SELECT x.id, x.status, x.begindatum FROM trajecten_praktijkovereenkomst x
            JOIN trajecten_plaatsing p ON p.id = x.plaatsing_id {in_regio}
            AND x.status = 'ter_ondertekening' ORDER BY x.begindatum LIMIT 5""",
            regio,
        ),
        sql(
            """SELECT v.id, v.naam, s.verstuurd_op FROM verklaringen_praktijkverklaring v
            JOIN verklaringen_verklaringversie s ON s.verklaring_id = v.id
            WHERE v.regio_id = %s AND s.status = 'ter_ondertekening' ORDER BY s.verstuurd_op LIMIT 5""",
            regio,
        ),
    ]
    return page("Vandaag", "".join(map(table, parts)))


def table(rows: Rows) -> str:
    body = "".join(
        f'<tr><th scope="row"><a href="/{row[0]}/">{escape(str(row[1]))}</a></th>'
        + "".join(f"<td>{'' if value is None else escape(str(value))}</td>" for value in row[2:])
        + "</tr>"
        for row in rows
    )
    return f"<table><tbody>{body}</tbody></table>"


def page(title: str, body: str) -> HttpResponse:
    return HttpResponse(
        f'<!doctype html><html lang="nl"><head><meta charset="utf-8"><title>{title}</title></head>'
        f"<body><h1>{title}</h1>{body}</body></html>"
    )


site = admin.AdminSite(name="meting")


@admin.register(Traject, site=site)
class TrajectAdmin(admin.ModelAdmin):
    list_display = ("kandidaat", "status", "route", "kwalificatie", "regio", "laatste_contact", "laatste_activiteit")
    list_select_related = ("kandidaat", "kwalificatie", "regio")
    list_filter = ("status", "route", "regio")
    search_fields = ("kandidaat__zoeknaam",)
    list_per_page = 50
    ordering = ("-laatste_activiteit", "-pk")


@admin.register(Kandidaat, site=site)
class KandidaatAdmin(admin.ModelAdmin):
    list_display = ("achternaam", "voornamen", "gemeente", "regio", "created_at")
    list_select_related = ("gemeente", "regio")
    list_filter = ("regio",)
    search_fields = ("zoeknaam",)
    list_per_page = 50
    ordering = ("-created_at", "-pk")


urlpatterns = [
    *own_urlpatterns,
    path("meting/trajecten/", raw_trajecten),
    path("meting/zoeken/", raw_search),
    path("meting/kandidaten/", raw_kandidaten),
    path("meting/traject/<uuid:pk>/", raw_traject),
    path("meting/vandaag/", raw_today),
    path("meting/admin/", site.urls),
]
