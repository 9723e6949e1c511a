"""Generated worlds, and measures of what is made of them."""
