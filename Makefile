# build    the kernel in place, the package editable     test     everything quick
# verify   slow statistical checks                       golden   renew the golden digests after a rule has changed
# speed    how fast it is, side by side; ARGS=--write for docs/speed.md
.PHONY: build test verify golden speed lint

build:
	pip install -e ".[test,dev]"

test:
	pytest

verify:
	pytest tests/verification

golden:
	python tests/test_golden.py
	python tests/speed/instructions.py --renew

speed:
	python tests/speed $(ARGS)

lint:
	ruff check .
	ruff format --check .
