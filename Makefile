# build    the kernel in place, the package editable     test     everything quick
# verify   slow statistical checks                       golden   renew the golden digests after a rule has changed
.PHONY: build test verify golden lint

build:
	pip install -e ".[test,dev]"

test:
	pytest

verify:
	pytest tests/verification

lint:
	ruff check .
	ruff format --check .
