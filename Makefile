# dongting: `make help` lists what there is.
DATA ?= ./data
PORT ?= 8080
SCALE ?= 155
# Another seed every day; a failing run says which it was.
SEED ?= $(shell date +%Y%m%d)

.DEFAULT_GOAL := help
.PHONY: help run build test test-swift test-postgres test-model test-ledger test-faults test-faults-short \
	test-serving \
	test-fuzz test-fuzz-short test-calendar test-api test-browser bench lint format clean

help: ## list the targets
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## /\1\t/' | expand -t 16

run: build ## install what is missing, build, make the demonstration city if there is none, serve it
	@[ -e $(DATA)/city.sqlite ] || .build/release/dongting demo $(DATA)
	.build/release/dongting serve --data $(DATA) --port $(PORT)

build: ## install what is missing and build .build/release/dongting
	@scripts/install run
	swift build -c release --product dongting

test: ## install what is missing and pass every test
	@scripts/install test
	swift build --build-tests
	$(MAKE) --no-print-directory test-swift test-postgres test-faults-short test-serving \
	    test-fuzz-short test-calendar test-api test-browser

# Hundreds of tests at once on two cores starve each other: a lease runs out before its test goes on.
test-swift:
	SWT_EXPERIMENTAL_MAXIMUM_PARALLELIZATION_WIDTH=8 swift test --skip-build

# What holds on SQLite holds on PostgreSQL: the same tests, where data is involved.
test-postgres:
	SWT_EXPERIMENTAL_MAXIMUM_PARALLELIZATION_WIDTH=4 scripts/with-postgres swift test --skip-build \
	    --filter 'StoreTests|RegistersTests|FiguresTests|ModelTests|ReportsTests|FlowTests|PublishedFiguresTests|OperatingTests|WatchTests|AccountsTests|ApprovalsTests|ReturnsTests|FilesTests|WorkTests|ScopeTests|ScopeAgreementTests|BankTests|FundsTests|ApplicationsTests|ReviewTests|AwardsTests'

# The short form, 4,000 operations on each engine, is part of `make test`.
test-model: ## 200,000 random acts beside a model that foretells each (SEED=n repeats a run)
	@scripts/install test
	swift build --build-tests
	DONGTING_MODEL_SEED=$(SEED) DONGTING_MODEL_OPERATIONS=200000 \
	    swift test --skip-build --filter ModelTests
	DONGTING_MODEL_SEED=$(SEED) DONGTING_MODEL_OPERATIONS=50000 \
	    scripts/with-postgres swift test --skip-build --filter ModelTests

# The short form, 6,000 operations on each engine, is part of `make test`.
test-ledger: ## a million random movements of money beside a model of twenty lines, on both engines
	@scripts/install test
	swift build --build-tests
	DONGTING_MODEL_SEED=$(SEED) DONGTING_LEDGER_OPERATIONS=1000000 \
	    swift test --skip-build --filter LedgerModelTests
	DONGTING_MODEL_SEED=$(SEED) DONGTING_LEDGER_OPERATIONS=1000000 \
	    scripts/with-postgres swift test --skip-build --filter LedgerModelTests

# The short form is part of `make test`; `make test-faults` takes fifty rounds.
test-faults-short:
	DONGTING_TEST_FSYNC=on scripts/with-postgres python3 Tests/Faults/faults.py \
	    .build/debug/dongting-faults 3

test-faults: ## kill writers and servers at random moments, fail disks, set clocks back
	@scripts/install test
	swift build --product dongting
	swift build --product dongting-faults
	DONGTING_TEST_FSYNC=on scripts/with-postgres python3 Tests/Faults/faults.py \
	    .build/debug/dongting-faults 50

# A server in a process of its own: limits at the socket, an orderly stop, its logs.
# And the report checker on the command line: what it prints and how it ends.
test-serving:
	python3 Tests/Faults/serving.py .build/debug/dongting
	python3 Tests/Faults/checking.py .build/debug/dongting

# The short form is part of `make test`.
test-fuzz-short:
	scripts/fuzz 20

test-fuzz: ## ten minutes of hostile inputs to the readers and rules; what fails is in .build-fuzz/found
	@scripts/install run
	scripts/fuzz 600 address

test-calendar:
	.venv/bin/python Tests/CatalogueTests/compare_calendar.py

# What programs may send and are answered, held to the description made from the routes.
test-api:
	scripts/test-api .build/debug/dongting

test-browser:
	scripts/test-browser .build/debug/dongting

bench: ## measure speed beside hand-written equivalents (SCALE=155 is 5 million records)
	@scripts/install bench
	swift build -c release --product dongting
	swift build -c release --product dongting-benchmark
	DONGTING_TEST_FSYNC=on scripts/with-postgres .build/release/dongting-benchmark --scale $(SCALE)

lint: ## check format
	swift format lint --strict --recursive Package.swift Sources Tests Benchmarks

format: ## format in place
	swift format --in-place --recursive Package.swift Sources Tests Benchmarks

clean: ## remove what was built, not the data
	rm -rf .build .build-fuzz build .venv .venv-oidc
