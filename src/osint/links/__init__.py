"""Links: which sites share telling identifiers, and what that is worth, in bits."""
