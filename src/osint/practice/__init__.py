"""A small internet on loopback with real protocols: for the demonstration, for training, and for tests."""

from osint.practice.world import World

__all__ = ["World"]
