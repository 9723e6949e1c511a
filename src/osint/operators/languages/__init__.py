"""The languages in which reasons are told: a table of words each."""
