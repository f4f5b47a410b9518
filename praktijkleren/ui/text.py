"""The one way in which names become searchable: the same function fills `zoeknaam` and reads what someone types."""

import unicodedata

LETTERS_WITHOUT_MARK = str.maketrans(
    {
        "ł": "l",
        "ø": "o",
        "đ": "d",
        "ð": "d",
        "ħ": "h",
        "ı": "i",
        "ŧ": "t",
        "æ": "ae",
        "œ": "oe",
        "þ": "th",
        "’": "'",
        "‘": "'",
        "ʼ": "'",
    }
)
"""Letters that Unicode does not take apart, although people type them without the stroke."""


def normalise(text: str) -> str:
    """Lower case without accents or double spaces, so that Çelik is found by celik and Łukasz by lukasz."""
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    bare = "".join(letter for letter in decomposed if not unicodedata.combining(letter))
    return " ".join(bare.translate(LETTERS_WITHOUT_MARK).split())
