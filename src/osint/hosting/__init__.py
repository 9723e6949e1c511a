"""Who carries a site: what lists say of its addresses and names, whom to write to, where its origin may stand."""
