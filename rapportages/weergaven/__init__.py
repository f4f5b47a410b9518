"""Asking for trajecten oneself: filters, groups and columns that one chooses, kept as a Weergave, taken as a file."""
