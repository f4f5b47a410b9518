"""Every indicator counted a second time, in plain Python and straight from the rows of the other rooms.

Imports nothing from `rapportages`. `read` makes a plain copy of a person, so that one who is erased can still be
counted here; `numbers` counts a list of those.
"""

from collections import Counter
from dataclasses import dataclass, field
from datetime import date, timedelta
from statistics import mean, median
from zoneinfo import ZoneInfo

from praktijkleren.audit.models import Stap

AMSTERDAM = ZoneInfo("Europe/Amsterdam")
WORK = {"LOON", "LOON_LKS", "LOON_DISP", "BESCHUT", "WSW", "UITZEND"}
PAID_OUT = {"PW", "IOAW", "ANW", "WW", "WAJONG", "WIA", "ZW", "PROEF"}
SIGNED = {"ondertekend", "verzegelen", "verzegeld"}


@dataclass
class Person:
    groep: str
    gemeente: int | None
    aanmeldingen: list = field(default_factory=list)
    adviezen: list = field(default_factory=list)
    situaties: list = field(default_factory=list)
    trajecten: list = field(default_factory=list)
    verklaringen: list = field(default_factory=list)


def read(kandidaat):
    sociaal = getattr(kandidaat, "sociaal", None)
    groep = sociaal.primaire_klantgroep if sociaal else None
    person = Person((groep.hoofdgroep.code if groep.hoofdgroep else groep.code) if groep else "", kandidaat.gemeente_id)
    person.aanmeldingen = [read_aanmelding(row) for row in kandidaat.aanmeldingen.order_by("ontvangen_op")]
    person.adviezen = [
        {"on": row.besproken_op, "route": row.route, "choice": row.keuze_kandidaat}
        for row in kandidaat.adviezen.filter(status="besproken").order_by("pk")
    ]
    person.situaties = [
        (row.van, row.tot, row.soort, row.werkgever_soort)
        for row in kandidaat.situaties.filter(vervallen_op=None).order_by("pk")
    ]
    person.trajecten = [_traject(row) for row in kandidaat.trajecten.order_by("startdatum", "created_at")]
    person.verklaringen = [_verklaring(row) for row in kandidaat.praktijkverklaringen.order_by("uitgereikt_op", "pk")]
    return person


def read_aanmelding(row):
    accepted = Stap.objects.filter(object_id=row.pk, naar="geaccepteerd").order_by("pk").last()
    return {
        "on": row.ontvangen_op.astimezone(AMSTERDAM).date(),
        "who": row.verwijzer_soort or row.ingang,
        "person": row.met_persoon,
        "accepted": accepted.geldig_op if accepted and row.status == "geaccepteerd" else None,
    }


def _traject(row):
    bpv = row.plaatsingen.filter(soort="bpv").order_by("van")
    enrolled = row.inschrijvingen.order_by("van").last()
    kwalificatie = row.kwalificatie or (enrolled.kwalificatie if enrolled else None)
    begun = row.status != "voorbereiding" and row.startdatum
    return {
        "pk": row.pk,
        "start": row.startdatum if begun else None,
        "end": row.einddatum if begun else None,
        "status": row.status,
        "route": row.route,
        "follows": row.vervolg_op_id,
        "sector": kwalificatie.sector_id if kwalificatie else None,
        "school": enrolled.instelling_id if enrolled else None,
        "company": bpv[0].leerbedrijf_id if bpv else None,
        "prepared": [
            place.van
            for place in row.plaatsingen.filter(soort__in=["voortraject", "proefplaatsing"]).order_by("pk")
            if place.status == "lopend" or Stap.objects.filter(object_id=place.pk, naar="lopend").exists()
        ],
        "contacts": list(row.logregels.exclude(soort="notitie").order_by("pk").values_list("datum", flat=True)),
        "weeks": [
            list(place.aanwezigheid.filter(uren__gt=0).order_by("week").values_list("week", flat=True))[:40]
            for place in bpv
        ],
    }


def _verklaring(row):
    versies = list(row.versies.order_by("versie"))
    signed = [versie for versie in versies if versie.status in SIGNED]
    revoked = bool(versies) and versies[-1].status == "ingetrokken"
    codes = set()
    if signed:
        for line in signed[-1].werkprocessen.order_by("volgorde"):
            crebo = line.werkproces.kerntaak.kwalificatie.crebo if line.werkproces else ""
            codes.add((crebo, line.code))
    place = row.plaatsing if row.plaatsing and row.plaatsing.soort == "bpv" else None
    return {
        "on": None if revoked else row.uitgereikt_op,
        "traject": row.traject_id,
        "school": row.verstrekker_id,
        "company": place.leerbedrijf_id if place else None,
        "codes": codes,
    }


def numbers(people, van, tot, *, loose=(), erkenningen=()):
    """Indicator line → number, or → Counter of its parts with "" for onbekend."""
    found = {}
    for part in (_instroom, _trajecten, _verklaringen, _uitkomsten, _tijd):
        found |= part(people, lambda day: day is not None and van <= day <= tot, tot, loose)
    found["I17"] = Counter(sector for on, sector in erkenningen if van <= on <= tot)
    return found


def _instroom(people, inside, tot, loose):
    offered = [row for person in people for row in person.aanmeldingen] + list(loose)
    advised = [row for person in people for row in person.adviezen if inside(row["on"])]
    return {
        "I1": Counter(row["who"] for row in offered if inside(row["on"])),
        "I1 persoon": sum(row["person"] for row in offered if inside(row["on"])),
        "I1 aangenomen": sum(inside(row["accepted"]) for row in offered),
        "I2": Counter(row["route"] for row in advised),
        "I2 keuze": Counter(row["choice"] for row in advised),
        "I2 anders": sum(bool(row["choice"]) and row["choice"] != row["route"] for row in advised),
    }


def _trajecten(people, inside, tot, loose):
    all_ = [(person, row) for person in people for row in person.trajecten if row["start"]]
    started = [(person, row) for person, row in all_ if inside(row["start"])]
    ended = [(person, row) for person, row in all_ if inside(row["end"])]
    return {
        "I3": Counter(row["route"] for _, row in started),
        "I4": Counter(
            row["route"] for _, row in all_ if row["start"] <= tot and not (row["end"] and row["end"] <= tot)
        ),
        "I9 start": Counter(person.groep for person, _ in started),
        "I10 start school": Counter(row["school"] or "" for _, row in started),
        "I10 start company": Counter(row["company"] or "" for _, row in started),
        "I11": Counter(_yielded(person, row) for person, row in ended),
        "I11 afloop": Counter(row["status"] for _, row in ended),
    }


def _yielded(person, traject):
    return any(row["on"] and row["traject"] == traject["pk"] for row in person.verklaringen)


def _verklaringen(people, inside, tot, loose):
    ever = [(number, person, row) for number, person in enumerate(people) for row in person.verklaringen if row["on"]]
    given = [(number, person, row) for number, person, row in ever if inside(row["on"])]
    counts = [len(row["codes"]) for _, _, row in given if row["codes"]]
    return {
        "I5": len(given),
        "I5 totaal": sum(row["on"] <= tot for _, _, row in ever),
        "I6": len({number for number, _, _ in given}),
        "I6 totaal": len({number for number, _, row in ever if row["on"] <= tot}),
        "I7": (round(mean(counts), 9), min(counts), max(counts)) if counts else None,
        "I7 verschillend": len({(number, code) for number, _, row in given for code in row["codes"]}),
        "I8": Counter(_sector(person, row) or "" for _, person, row in given),
        "I9": Counter(person.groep for _, person, _ in given),
        "I10 school": Counter(row["school"] for _, _, row in given),
        "I10 company": Counter(_company(person, row) or "" for _, person, row in given),
    }


def _of(person, verklaring):
    return next((row for row in person.trajecten if row["pk"] == verklaring["traject"]), None)


def _sector(person, verklaring):
    traject = _of(person, verklaring)
    return traject["sector"] if traject else None


def _company(person, verklaring):
    traject = _of(person, verklaring)
    return verklaring["company"] or (traject["company"] if traject else None)


def _uitkomsten(people, inside, tot, loose):
    found = {key: Counter() for key in ("I12 0", "I12 6", "I12 12", "I13")}
    for person in people:
        for end in [row["end"] for row in person.trajecten if row["end"]]:
            for months in (0, 6, 12):
                if inside(months_later(end, months)):
                    found[f"I12 {months}"][did(person, months_later(end, months))] += 1
            later = end + timedelta(days=182)
            if did(person, end) in {"werkgever", "ontwikkelbedrijf", "werk"} and inside(later):
                then = did(person, later)
                found["I13"]["" if not then else "ja" if then.startswith(("werk", "ontw")) else "nee"] += 1
    return found


def months_later(day, months):
    """The same day of a later month, or the last day of that month when it is shorter."""
    years, month = divmod(day.month - 1 + months, 12)
    for last in (day.day, 30, 29, 28):
        try:
            return date(day.year + years, month + 1, last)
        except ValueError:
            continue
    raise AssertionError(day)


def did(person, on):
    now = [(soort, who) for van, tot, soort, who in person.situaties if van <= on and (tot is None or tot >= on)]
    employers = [who for soort, who in now if soort in WORK]
    if employers:
        return "ontwikkelbedrijf" if "ontwikkelbedrijf" in employers else "werkgever" if any(employers) else "werk"
    soorten = {soort for soort, _ in now}
    if "OPLEIDING" in soorten:
        return "opleiding"
    return "uitkering" if soorten & PAID_OUT else "anders" if "NUG" in soorten else ""


def _tijd(people, inside, tot, loose):
    waited, took, weeks, workers = [], [], 0, set()
    for number, person in enumerate(people):
        begun = [row for row in person.trajecten if row["start"]]
        if begun and inside(begun[0]["start"]) and not begun[0]["follows"]:
            before = [row["on"] for row in person.aanmeldingen if row["on"] <= begun[0]["start"]]
            waited += [(begun[0]["start"] - before[-1]).days] if before else []
        for traject in begun:
            given = [row["on"] for row in person.verklaringen if row["on"] and row["traject"] == traject["pk"]]
            if given and inside(given[0]) and given[0] >= traject["start"]:
                took.append((given[0] - traject["start"]).days)
            worked = [week for place in traject["weeks"] for week in place if inside(week)]
            weeks += len(worked)
            workers |= {number} if worked else set()
    return {
        "I14 wachten": round(median(waited) / 7, 9) if waited else None,
        "I14 leren": round(median(took) / 7, 9) if took else None,
        "I18 voorbereiding": _put_in(people, inside, lambda row: row["prepared"]),
        "I18 weken": _put_in(people, inside, lambda row: _worked(row) if row["start"] else []),
        "I18 contact": _put_in(people, inside, lambda row: row["contacts"]),
        "I18 personen": sum(any(inside(on) for row in person.trajecten for on in row["contacts"]) for person in people),
        "I15": weeks,
        "I15 personen": len(workers),
    }


def _worked(traject):
    return [week for place in traject["weeks"] for week in place]


def _put_in(people, inside, days):
    found = Counter()
    for person in people:
        found[person.groep] += sum(inside(on) for row in person.trajecten for on in days(row))
    return found
