"""One investigation: its settings, what to ask next, asking, generations, journal, and the case itself."""
