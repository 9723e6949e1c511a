"""Pages set in type: values into PDF/A, the same bytes from the same input."""
