"""What an e-mail address tells: free mail or a company, and a slip of the finger in a well-known domain."""

from difflib import get_close_matches

PROVIDERS = """
gmail.com googlemail.com hotmail.com hotmail.nl outlook.com outlook.nl live.nl live.com msn.com yahoo.com yahoo.nl
icloud.com me.com mac.com proton.me protonmail.com gmx.net gmx.com ziggo.nl kpnmail.nl kpnplanet.nl planet.nl home.nl
hetnet.nl xs4all.nl upcmail.nl chello.nl casema.nl quicknet.nl telfort.nl tele2.nl online.nl zonnet.nl solcon.nl
caiway.nl caiway.net zeelandnet.nl delta.nl t-mobilethuis.nl freedom.nl mail.com aol.com
"""
FREEMAIL = frozenset(PROVIDERS.split())
"""Anybody may have an address here."""
COMMON = tuple(sorted(FREEMAIL))
CLOSE = 0.82
"""How alike two domains are before one is taken for a slip of the other."""


def domain_of(email: str) -> str:
    return email.rpartition("@")[2].casefold()


def is_freemail(email: str) -> bool:
    return domain_of(email) in FREEMAIL


def suggestion(email: str) -> str:
    """`jan@gmial.com` is most likely `jan@gmail.com`; empty where nothing looks wrong. A hint, never a refusal."""
    name, domain = email.rpartition("@")[0], domain_of(email)
    if not name or domain in FREEMAIL:
        return ""
    found = get_close_matches(domain, COMMON, n=1, cutoff=CLOSE)
    return f"{name}@{found[0]}" if found else ""


def typo_hint(email: str) -> str:
    """One sentence for whoever typed it, or nothing."""
    found = suggestion(email)
    return f"Klopt {email}? Bedoelt u misschien {found}?" if found else ""
