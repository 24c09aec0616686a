# The commands of the portal; `make` alone lists them.

PYTHON ?= python3
SERVE ?= yes
ARGS ?=
COVERED ?= no
export PYTHON
# Some machines ask for it: then every process, each worker of a test among them, compiles all modules anew.
unexport PYTHONDONTWRITEBYTECODE

BIN := .venv/bin
MANAGE := $(BIN)/python manage.py
MESSAGES := $(patsubst %.po,%.mo,$(wildcard locale/*/LC_MESSAGES/*.po))
STATIC := $(shell find static $(filter-out var/static,$(wildcard */static ecotown/*/static)) -type f)
TEMPLATES = find . -name '*.html' -path '*/templates/*' -not -path './.*' -not -path './var/*' -print0
TESTING := env $(shell grep '^[A-Z]' .env.test)
# Every process of the suite writes here which branches it took.
COVERAGE := var/coverage
# Tests with a browser or a worker wait half of their time: one process more than there are cores.
PROCESSES := $(shell echo $$(($$(nproc) + 1)))
# As on a real server, with a database that stays empty.
DEPLOYED := env $(shell grep '^[A-Z]' .env.test) DEBUG=false DATABASE_URL=sqlite://:memory: \
	SITE_URL=https://portal.example ALLOWED_HOSTS=portal.example VISITOR_ADDRESS=HTTP_X_REAL_IP

# Which system packages a command needs: to run the portal, or to test it.
PURPOSE := run
test bench help-pictures: PURPOSE := test

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: help demo run worker test check fix bench docs help-pictures lock environment prepared

help: ## list the commands
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "make %-14s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

demo: prepared ## real data, one whole assessment, a ceremony, then the portal (SERVE=no: ends before that)
	@$(MANAGE) migrate --verbosity 0
	@$(MANAGE) run_demo $(if $(filter no,$(SERVE)),--no-serve) $(ARGS)

run: prepared ## the portal on http://127.0.0.1:8000, started again when code changes
	@$(MANAGE) migrate --verbosity 0
	@$(MANAGE) set_up_code
	@DEBUG=true $(MANAGE) runserver 127.0.0.1:8000

worker: prepared ## the background workers, one with the clock and one for files
	@$(BIN)/python -m celery -A ecotown worker --queues files --hostname files@%h --loglevel INFO & files=$$!; \
	trap 'kill $$files 2>/dev/null; wait $$files' EXIT; trap 'exit 130' INT; trap 'exit 143' TERM; \
	$(BIN)/python -m celery -A ecotown worker --queues celery --beat --loglevel INFO

test: prepared ## the suite (ARGS="-k submit": a selection on PostgreSQL; COVERED=yes: with its coverage)
ifeq ($(ARGS),)
	@$(TESTING) DATABASE_URL=sqlite://:memory: $(BIN)/python -m pytest --part rooms
endif
ifeq ($(COVERED),yes)
	@rm -rf $(COVERAGE) && mkdir -p $(COVERAGE)
endif
	@$(TESTING) PYTEST_XDIST_AUTO_NUM_WORKERS=$(PROCESSES) $(BIN)/python scripts/with_services.py -- \
		$(BIN)/python $(if $(filter yes,$(COVERED)),-m coverage run) -m pytest $(or $(ARGS),--part whole-portal)
ifeq ($(COVERED),yes)
	@$(BIN)/coverage combine --quiet && $(BIN)/coverage report
endif

check: environment $(MESSAGES) ## format, lint, contracts, types, templates, migrations, deployment, translations, lock
	$(BIN)/ruff format --check
	$(BIN)/ruff check
	$(BIN)/lint-imports --no-logo
	@echo mypy
	@$(DEPLOYED) $(BIN)/mypy
	@echo djade --check
	@$(TEMPLATES) | xargs -0 -r $(BIN)/djade --check
	$(BIN)/python scripts/check_templates.py
	$(BIN)/python scripts/check_documents.py
	@echo manage.py makemigrations --check
	@$(DEPLOYED) $(MANAGE) makemigrations --check --dry-run
	@echo manage.py check --deploy
	@$(DEPLOYED) $(MANAGE) check --deploy --fail-level WARNING
	@echo manage.py check_translations
	@$(DEPLOYED) $(MANAGE) check_translations
	@echo uv lock --check
	@var/tools/bin/uv lock --check --offline -qq --python $(BIN)/python || \
		{ echo "uv.lock does not fit pyproject.toml: make lock" >&2; exit 1; }

fix: environment ## format everything and repair what lint can repair
	$(BIN)/ruff check --fix-only
	$(BIN)/ruff format
	@$(TEMPLATES) | xargs -0 -r $(BIN)/djade

bench: prepared ## the benchmarks
	@$(BIN)/python -m bench $(ARGS)

docs: prepared ## write the documents that are made from the code
	@$(MANAGE) write_docs
	@$(TESTING) DATABASE_URL=sqlite://:memory: $(BIN)/python scripts/write_rights.py

help-pictures: prepared ## take the pictures of the guides anew, into static/help
	@$(TESTING) HELP_PICTURES=write $(BIN)/python scripts/with_services.py -- \
		$(BIN)/python -m pytest -n 1 -p no:randomly -q tests/browser/test_help_pictures.py
	@$(DEPLOYED) $(MANAGE) collectstatic --no-input --verbosity 0

lock: ## refresh uv.lock after pyproject.toml changed (ARGS="--upgrade")
	@scripts/environment.sh
	@$(BIN)/python scripts/lock.py $(ARGS)
	@scripts/environment.sh

environment: ## system packages and the Python environment of uv.lock, nothing more
	@scripts/system_packages.sh $(PURPOSE)
	@scripts/environment.sh

prepared: environment .env $(MESSAGES) var/static/staticfiles.json

.env: | environment
	@umask 077; key=$$($(BIN)/python -c 'import secrets; print(secrets.token_urlsafe(50))'); \
	sed "s/^SECRET_KEY=.*/SECRET_KEY=$$key/" .env.example > $@

%.mo: %.po | environment
	@msgfmt --check-format --output-file=$@ $<

var/static/staticfiles.json: uv.lock $(STATIC) | environment
	@$(DEPLOYED) $(MANAGE) collectstatic --no-input --verbosity 0
