# Two commands: `make run` and `make test`. See README.md.
export CARGO_TERM_COLOR ?= always
DATA ?= ./data
LISTEN ?= 127.0.0.1:8080
SCALE ?= county

.PHONY: run test lint rust-test web-test e2e-test web build bench gen fmt needs

web: web/node_modules
	npm --prefix web run build

web/node_modules: web/package-lock.json
	npm --prefix web ci --no-audit --no-fund
	touch web/node_modules

# Builds everything, fills a demo county at the first start, serves it. The fill takes some 27 CPU seconds in this
# unoptimised build (two threads), far less than an optimised one would take to compile.
run: web
	cargo build --workspace --bin niangjia
	@if test ! -e $(DATA)/keys/keyring.json -o -e $(DATA)/filling; then \
	  ./target/debug/niangjia demo --data $(DATA) --scale $(SCALE); \
	elif test -e $(DATA)/demo.json; then scripts/show-accounts $(DATA)/demo.json; fi
	./target/debug/niangjia serve --data $(DATA) --listen $(LISTEN)

# Installs what the tests need, then runs all of them.
test: needs lint rust-test web-test e2e-test

needs:
	scripts/install-needs

# Formatting, clippy, and the rules of the house (floors, SQL places, sentences, licences …); `cargo deny` where it is
# installed. Building it would take minutes, and tidy checks the same three lists from the lock files. Everything here and
# below builds all targets of all crates: for one of them alone some dependencies have other features, and would be built
# a second time.
lint: web/node_modules
	cargo fmt --all --check
	cargo clippy --workspace --all-targets -- -D warnings
	cargo build --workspace --all-targets
	./target/debug/xtask tidy
	npm --prefix web run --silent lint
	@! cargo deny --version >/dev/null 2>&1 || cargo deny --offline check licenses bans sources

rust-test:
	scripts/rust-test

web-test: web
	npm --prefix web run check
	npm --prefix web test

# Browser journeys, one per role, against the program with the pages just built. Pictures: web/test-results. All targets,
# because the tests ask more of some crates: without them those would be built a second time.
e2e-test: web
	cargo build --workspace --all-targets
	npm --prefix web run e2e

build: web
	cargo build --release --workspace --bin niangjia

# One benchmark or several (those named here): `make bench BENCH=read SIZE=city DATABASE=both`; without BENCH all of them. One
# JSON line per measure on stdout, everything else on stderr; data sets are kept in bench-data. SERVERS=2: two server processes over one
# PostgreSQL (grab soldout redeem case-timers).
BENCH ?= fill start read list search tree figures export transfer write import audit survey case-intake case-desk case-timers ledger enrol adjudicate trial fund eligibility grab soldout redeem draw settle
SIZE ?= city
DATABASE ?= sqlite
SERVERS ?= 1
bench:
	@$(MAKE) --no-print-directory web >&2
	@scripts/install-needs bench >&2
	@cargo build -q --release --workspace --bin niangjia --bin niangjia-bench
	@for b in $(BENCH); do ./target/release/niangjia-bench $$b --size $(SIZE) --database $(DATABASE) --servers $(SERVERS) $(BENCH_FLAGS) || exit; done

# Derived files: the OpenAPI document, the types made from it, docs/problems.md.
gen: web/node_modules
	cargo xtask gen

fmt:
	cargo fmt --all
