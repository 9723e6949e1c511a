"""Operators: groups of sites held to be run by one hand, how sure that is, and why."""
