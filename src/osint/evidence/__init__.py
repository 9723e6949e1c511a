"""Evidence: kept raw and provable. What came over the wire is stored here before it is understood."""
