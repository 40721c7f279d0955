# build    the kernel in place, the package editable     test     everything quick
# verify   slow statistical checks                       golden   renew the golden digests after a rule has changed
# speed    how fast it is, side by side; ARGS=--write for docs/speed.md
# model    docs/model.md from the rules and scenarios   answers  every experiment, its README and figure
.PHONY: build test verify golden speed model answers lint

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

model:
	python -m marketsim.manual --write docs/model.md

answers:
	python experiments/all.py

lint:
	ruff check .
	ruff format --check .
