from praktijkleren.accounts.admin import organisations, people  # noqa: F401 - registering is what they do
from praktijkleren.accounts.admin.base import AuditedAdmin, AuditedInline

__all__ = ["AuditedAdmin", "AuditedInline"]
