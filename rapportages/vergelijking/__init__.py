"""Regio's beside each other: what each shares, counted, protected together, on a page and as open data."""
