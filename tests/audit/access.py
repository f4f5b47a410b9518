"""The logs have no pages of their own: a beheerder reads them in the admin (test_admin.py)."""

from tests.pages import Page

PAGES: list[Page] = []
