"""How many queries a page takes, with and without what every page of someone who signed in takes."""

import re
from dataclasses import dataclass
from typing import Any

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

EVERY_PAGE = (
    re.compile(r'FROM "django_session"'),
    re.compile(r'FROM "accounts_gebruiker" WHERE "accounts_gebruiker"\."id" = '),
    re.compile(r'FROM "accounts_lidmaatschap" .*WHERE \("accounts_lidmaatschap"\."gebruiker_id" = '),
    re.compile(r'FROM "accounts_deelname" INNER JOIN "accounts_regio"'),
    re.compile(r'^INSERT INTO "audit_inzage"'),
)
"""Session, user, memberships (two) and the log of who was shown whom; each counted away once."""
TRANSACTION = re.compile(r"^(BEGIN|COMMIT|ROLLBACK|SAVEPOINT|RELEASE)\b")


@dataclass(frozen=True)
class Queries:
    statements: list[str]

    @property
    def total(self) -> int:
        return len(self.statements)

    @property
    def own(self) -> int:
        """Those of the page itself."""
        return self.total - sum(any(kind.search(sql) for sql in self.statements) for kind in EVERY_PAGE)


def count_queries(client: Client, url: str) -> Queries:
    with CaptureQueriesContext(connection) as captured:
        get(client, url)
    statements: list[dict[str, Any]] = captured.captured_queries
    return Queries([row["sql"] for row in statements if row["sql"] and not TRANSACTION.match(row["sql"])])


def get(client: Client, url: str) -> bytes:
    response = client.get(url)
    if response.status_code != 200:
        raise RuntimeError(f"{url} antwoordt met {response.status_code}.")
    content: bytes = response.content
    return content
