# Wraps dev.py, which does the same on Windows: `py dev.py demo`.
PYTHON ?= python3

.PHONY: setup demo test test-net check bench evaluate lock clean
setup demo test test-net check bench evaluate lock clean:
	@$(PYTHON) dev.py $@
