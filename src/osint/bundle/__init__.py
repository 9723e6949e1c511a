"""Evidence packages: made here, checked by one file that a stranger can run (``verify.py``)."""
