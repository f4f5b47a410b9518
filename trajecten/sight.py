"""Whom the adviseur werkgevers and the bedrijfscontact know by name: people who are placed."""

from django.db.models import Q

from praktijkleren.accounts.visibility import Scope
from trajecten.models.plaatsing import matched


def seen_by_plaatsing(scope: Scope) -> Q:
    return Q(pk__in=matched(scope).values("traject__kandidaat"))
