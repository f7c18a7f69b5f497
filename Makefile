# The commands of the book. Each stands alone: none needs an earlier one by hand.
#
#   make book        environment, browser if missing, then the complete site in _build/html/
#   make pages       the site without PDF and EPUB, quicker
#   make pdf         the book as one PDF, in _build/files/
#   make epub        the book as EPUB, in _build/files/
#   make test        environment, browser if missing, every test
#   make check       data and prose rules only, in seconds
#   make readability reading ease and reading age of each page
#   make serve       the site on localhost, rebuilt on change (PORT=8001 for another port)
#   make references  refresh the reference outputs that nbval compares with
#   make lighthouse  Lighthouse on every page (make test takes the three that tell most)
#   make browsers    what all of Chromium, Firefox and WebKit must do (firefox-esr, webkit2gtk-driver, xvfb)
#   make mutants     change every cell of the data, one at a time: what is caught?
#   make new-inspection  the first rows and the page of a new inspection
#   make lock        requirements.in -> requirements.txt
#   make coverage    every test, and which branches of src/ none of them took
#   make bench       how long builds take, and how that grows with the book
#   make links       which addresses in the book no longer answer
#   make release-files TAG=v1.2.0  the files of its release, in _build/release/
#   make clean       remove what was built (not the environment)

PYTHON ?= python3
PORT ?= 8000
BIN := .venv/bin
READY := .venv/ready
export IPYTHONDIR := $(CURDIR)/src/publishing/ipython
export TZ := UTC

.DEFAULT_GOAL := book
.PHONY: book pages pdf epub test check new-inspection new-page readability serve references lighthouse browsers mutants coverage bench links release-files lock clean environment browser

environment: $(READY)
	@$(BIN)/python -c "" 2>/dev/null || bash src/tools/environment.sh $(PYTHON)

$(READY): requirements.txt pyproject.toml
	@bash src/tools/environment.sh $(PYTHON)

book: environment
	@$(BIN)/python -m tools book

pages: environment
	@$(BIN)/python -m tools build

pdf epub: environment
	@$(BIN)/python -m tools $@

check: environment
	@$(BIN)/python -m tools check
	@$(BIN)/ruff check --quiet .
	@$(BIN)/ruff format --quiet --check .
	@$(BIN)/mypy

readability: environment
	@$(BIN)/python -m tools readability

browser: environment
	@$(BIN)/python -m tools browser

test: check browser
	@$(BIN)/python -m tools book-clean
	@$(BIN)/python -m pytest
	@$(BIN)/python -m pytest -n 0 -m quiet

lighthouse: environment browser book
	@LIGHTHOUSE=all $(BIN)/python -m pytest -n 0 -m quiet tests/reader/test_lighthouse.py

browsers: environment book
	@$(BIN)/python -m pytest -n 0 -m weekly tests/reader/test_browsers.py

serve: environment
	@$(BIN)/python -m tools serve $(PORT)

new-inspection: environment
	@$(BIN)/python -m inspections new $(OPTIONS)
	@$(BIN)/python -m tools new-page

new-page: environment
	@$(BIN)/python -m tools new-page

references: environment
	@$(BIN)/python -m tools references

mutants: environment
	@$(BIN)/python -m tests.mutants

coverage: check browser
	@rm -rf _build && mkdir -p _build/coverage
	@$(BIN)/coverage run -m tools book-clean
	@$(BIN)/coverage run -m pytest
	@$(BIN)/coverage combine --quiet
	@$(BIN)/coverage report

bench: environment
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

release-files: environment
	@$(BIN)/python -m tools release-files "$(TAG)"

lock: environment
	@$(BIN)/uv pip compile --quiet --universal --generate-hashes --no-emit-index-url \
		--custom-compile-command "make lock" --python-version 3.11 requirements.in -o requirements.txt
	@$(MAKE) --silent environment
	@$(BIN)/python -m tools licences

clean:
	@rm -rf _build
