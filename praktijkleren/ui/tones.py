"""Which colour and icon a state gets. The words are those of every table of steps; an unknown word is neutral."""

TONE_ICONS = {
    "neutral": "dot",
    "info": "progress",
    "success": "check-circle",
    "warning": "warning",
    "error": "stop",
}

TONES = {
    "info": "nieuw in_behandeling lopend voorgelegd bezig verzegelen ter_ondertekening open ingeschreven verzonden",
    "success": "geaccepteerd akkoord_mbo besproken afgerond getekend ondertekend verzegeld bezorgd geldig gereed",
    "warning": "onderbroken ander_voorstel verlopen onzeker loopt_af verloopt wacht",
    "error": "afgewezen gestopt geweigerd mislukt onbestelbaar ingetrokken vervallen",
}

_BY_VALUE = {value: tone for tone, values in TONES.items() for value in values.split()}


def tone_of(value: str) -> str:
    return _BY_VALUE.get(value, "neutral")
