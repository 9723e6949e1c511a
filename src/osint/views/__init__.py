"""For notebooks: the case as pandas tables, a graph, pictures; nothing is computed here."""
