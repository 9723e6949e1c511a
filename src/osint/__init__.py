"""Operator identification: the door (written last)."""
