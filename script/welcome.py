"""Say where the website is and who can sign in: of every role the first, in the demo region."""

import json
import sys
from pathlib import Path

ACCOUNTS = Path(__file__).resolve().parent.parent / "var" / "demo-accounts.json"
DEMO_REGIO = "AM01"


def main(address: str) -> None:
    print(f"\nPraktijkleren staat op {address}/   (Ctrl-C stopt alles)")
    if ACCOUNTS.exists():
        accounts = json.loads(ACCOUNTS.read_text())
        print(f"Inloggen kan met één klik op de startpagina, of met het wachtwoord {accounts[0]['password']}:")
        for rol, email in first_per_role(accounts).items():
            print(f"  {rol.replace('_', ' '):<22}{email}")
    print(flush=True)


def first_per_role(accounts: list[dict[str, object]]) -> dict[str, str]:
    found: dict[str, str] = {}
    for account in accounts:
        for lid in account["rollen"]:
            if not lid["regios"] or DEMO_REGIO in lid["regios"]:
                found.setdefault(lid["rol"], account["email"])
    return found


if __name__ == "__main__":
    main(sys.argv[1])
