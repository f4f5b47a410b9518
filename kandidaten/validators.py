"""What may not be typed in a free text is the same in every room: praktijkleren.ui.freetext."""

from praktijkleren.ui.freetext import FreeTextForm, is_bsn, is_phone, no_bsn

__all__ = ["FreeTextForm", "is_bsn", "is_phone", "no_bsn"]
