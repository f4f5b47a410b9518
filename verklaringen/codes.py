"""The code behind the QR: 80 random bits as 16 characters of Crockford base32."""

import re
import secrets

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
LENGTH = 16
READ_AS = str.maketrans({"I": "1", "L": "1", "O": "0"})


def new_code() -> str:
    return "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))


def read_code(text: str) -> str:
    """The code that someone typed, whatever the capitals, spaces and dashes; empty when it can be none of ours."""
    code = re.sub(r"[\s-]", "", text).upper().translate(READ_AS)
    return code if len(code) == LENGTH and set(code) <= set(ALPHABET) else ""


def group_code(code: str) -> str:
    """For reading aloud: ABCD-EFGH-JKMN-PQRS."""
    return "-".join(code[i : i + 4] for i in range(0, LENGTH, 4))
