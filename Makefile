# The commands of the book. Each stands alone: none needs an earlier one by hand.
#
#   make book        environment, then the complete site in _build/html/ (PDF where there is a browser)
#   make pages       the site without PDF and EPUB, quicker; reads again only what changed
#   make pdf         the book as PDF, whole and in volumes, in _build/files/
#   make epub        the book as EPUB, in _build/files/
#   make serve       the site on localhost, rebuilt on change (PORT=8001 for another port)
#   make runtimes    fetch Python and R, which run cells in a page: make book uses them when they are here
#   make check       data, prose, style and types, in seconds
#   make test        environment and browser if missing, every test that a change must pass
#   make weekly      the tests that take long: Lighthouse, three browsers, clean environments, all mutants
#   make readability reading ease and reading age of each page
#   make references  refresh the approved outputs that nbval compares with
#   make lighthouse  Lighthouse on every page
#   make browsers    what all of Chromium, Firefox and WebKit must do (firefox-esr, webkit2gtk-driver, xvfb)
#   make mutants     change each cell of the tables that changed, one at a time: what is caught?
#   make correct     correct a number: its row, its correction, what hangs on it
#   make new-page    the page of an inspection that has rows and no page
#   make rename-page OLD=... NEW=...  a page with all that leads to it
#   make new-book UNIT="..." FOLDER=...  the book of another unit, begun
#   make new-inspection  the first rows and the page of a new inspection
#   make propose FILE=report.pdf  what a report or article states, as rows to accept or drop
#   make lock        requirements*.in -> requirements*.txt
#   make coverage    every test, and which branches of src/ none of them took
#   make bench       how long builds take, and how that grows with the book
#   make links       which addresses in the book no longer answer
#   make release-files TAG=v1.2.0  the files of a release, in _build/release/
#   make clean       remove what was built (not the environment)

PYTHON ?= python3
PORT ?= 8000
BIN := .venv/bin
WEEKLY := -n 0 -m weekly --timeout 0
export IPYTHONDIR := $(CURDIR)/src/publishing/core/ipython
export TZ := UTC

.DEFAULT_GOAL := book
.PHONY: book pages pdf epub serve check test weekly readability references lighthouse browsers mutants correct rename-page new-book new-inspection new-page propose runtimes lock coverage bench links release-files clean environment dev browser

environment:
	@bash src/tools/environment.sh $(PYTHON)

dev:
	@bash src/tools/environment.sh $(PYTHON) dev

book: environment
	@$(BIN)/python -m tools book

pages: environment
	@$(BIN)/python -m tools build

pdf epub: environment
	@$(BIN)/python -m tools $@

serve: environment
	@$(BIN)/python -m tools serve $(PORT)

check: dev
	@$(BIN)/python -m tools check
	@$(BIN)/ruff check --quiet .
	@$(BIN)/ruff format --quiet --check .
	@$(BIN)/mypy

# Only tests need a browser. As root, Debian's is installed and that is said; else it is asked for.
browser: dev
	@$(BIN)/python -m tools browser 2>/dev/null || bash src/tools/install_browser.sh
	@$(BIN)/python -m tools browser

test: check browser
	@$(BIN)/python -m tools book-clean
	@$(BIN)/python -m pytest

weekly: check browser runtimes
	@$(BIN)/python -m tools book-clean
	@$(BIN)/python -m tests.mutants --all
	@$(BIN)/python -m pytest $(WEEKLY)

lighthouse: browser book
	@LIGHTHOUSE=all $(BIN)/python -m pytest $(WEEKLY) tests/reader/test_lighthouse.py

browsers: browser runtimes book
	@$(BIN)/python -m pytest $(WEEKLY) tests/reader/test_browsers.py tests/reader/test_page_code.py

readability: environment
	@$(BIN)/python -m tools readability

new-inspection: environment
	@$(BIN)/python -m inspections new $(OPTIONS)
	@$(BIN)/python -m tools new-page

new-page: environment
	@$(BIN)/python -m tools new-page

correct: environment
	@$(BIN)/python -m tools correct $(OPTIONS)
	@$(BIN)/python -m tools references
	@$(BIN)/python -m tools check

rename-page: environment
	@$(BIN)/python -m tools rename-page "$(OLD)" "$(NEW)"
	@$(BIN)/python -m tools check

propose: dev
	@$(BIN)/python -m inspections propose "$(FILE)" $(OPTIONS)

new-book: environment
	@$(BIN)/python -m tools new-book "$(UNIT)" "$(FOLDER)"

references: environment
	@$(BIN)/python -m tools references

mutants: dev
	@$(BIN)/python -m tests.mutants

coverage: check browser
	@rm -rf _build && mkdir -p _build/coverage
	@$(BIN)/coverage run -m tools book-clean
	@$(BIN)/coverage run -m pytest
	@$(BIN)/coverage combine --quiet
	@$(BIN)/coverage report

bench: dev
	@$(BIN)/python -m tests.bench

# Sphinx asks every address; 'output.txt' is its own report, a line an address.
LINKS := _build/links
links: environment
	@$(BIN)/python -c "import socket; socket.create_connection(('www.gov.uk', 443), 10)" 2>/dev/null \
		|| { echo "This machine is offline: no address was asked."; exit 1; }
	@rm -rf $(LINKS)
	@-$(BIN)/jupyter-book build . --path-output $(LINKS) --builder linkcheck -q >$(LINKS).log 2>&1
	@test -f $(LINKS)/_build/html/output.txt || { tail -5 $(LINKS).log; exit 1; }
	@grep -E '\[(broken|timeout)\]' $(LINKS)/_build/html/output.txt || echo "Every address answered."

# Of npm, which comes with the tests; every byte is checked against the lock.
runtimes: dev
	@$(BIN)/python -m tools runtimes

release-files: environment
	@$(BIN)/python -m tools release-files "$(TAG)"

LOCKED := --quiet --universal --generate-hashes --no-emit-index-url --python-version 3.11 \
	--custom-compile-command "make lock"
lock: environment
	@$(BIN)/uv pip compile $(LOCKED) requirements.in -o requirements.txt
	@$(BIN)/uv pip compile $(LOCKED) requirements-dev.in -o requirements-dev.txt
	@$(MAKE) --silent environment

clean:
	@rm -rf _build
