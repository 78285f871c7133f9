# The only commands anyone has to know. Everything else is in Scripts/, and each script says what it does.

# Debug shares one build with `make test`, so both README commands pay for it once.
# For daily use of real data: make run CONFIGURATION=release
CONFIGURATION ?= debug
# Each start hashes the program file into the log; without names of symbols a release has a quarter of the bytes.
RELEASE = --configuration release -Xlinker -s
RUN_ARGUMENTS ?=
# One line for all: other flags would build everything a second time.
BUILD_TESTS = swift build --build-tests --explicit-target-dependency-import-check error

.PHONY: run test check bench soak browser key-clients oscal journals screenshots setup

run: setup
	swift build $(if $(filter release,$(CONFIGURATION)),$(RELEASE),--configuration $(CONFIGURATION)) --product flowkeep
	exec .build/$(CONFIGURATION)/flowkeep serve $(RUN_ARGUMENTS)

# One test at a time: several wait for real time-outs of two seconds, which a machine busy with other tests misses.
# FaultTests start the real server, kill it, fill its disk and search its files and memory: two thirds of the time.
test: setup
	$(BUILD_TESTS)
	swift test --skip-build --disable-xctest --no-parallel

check: setup
	Scripts/check

# Every bar beside its peer or limit, in one run, written to docs/benchmarks.md. Takes a release build and about 20 minutes.
bench:
	Scripts/setup --bench
	Scripts/bench-tools
	swift build $(RELEASE) --product flowkeep
	swift build $(RELEASE) --product flowkeep-bench
	Benchmarks/run --configuration release --write docs/benchmarks.md

# The random tests for longer than a test run may take. Each prints its seed; see docs/operating/testing.md.
soak: setup
	$(BUILD_TESTS)
	Scripts/soak

# A headless browser walks through the pages of a running server, with and without JavaScript.
browser:
	Scripts/setup --browser
	swift build --product flowkeep
	Scripts/browser

# boto3 and the aws command against keeper, and our client of the key service against a stand-in for AWS KMS.
key-clients: setup
	Scripts/setup --key-clients
	$(BUILD_TESTS)
	Scripts/key-clients

# What the promises say to auditors, before a validator of NIST's OSCAL 1.2.
oscal: setup
	Scripts/setup --oscal
	swift build --product flowkeep
	Scripts/oscal

# ledger, hledger and beancount read what we write, and find every balance as we do.
journals: setup
	Scripts/setup --journals
	$(BUILD_TESTS)
	Scripts/journals

# The pictures of the README, from a running server with demonstration data.
screenshots:
	Scripts/setup --browser
	swift build --product flowkeep
	Scripts/screenshots

setup:
	@Scripts/setup
