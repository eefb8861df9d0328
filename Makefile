# Needs Python 3.10 or newer and make; everything else is brought by pip. Each target is a line or two.
PYTHON ?= python3
KERNELS ?= 6.29 7.0 7.3 newest
# Tests run in this many processes; each file of them in one, since its tests may share something. PROCESSES=0 is pytest without any.
PROCESSES ?= 2
SHARED_OUT := --numprocesses=$(PROCESSES) --dist=loadfile --no-loadscope-reorder
BIN := .venv/bin
PACKAGING := setup.cfg pyproject.toml $(shell find labextension -type f -not -path '*/node_modules/*' -not -path '*/dist/*' -name '*.*')
DISPLAYED := $(DISPLAY)$(WAYLAND_DISPLAY)$(filter Darwin,$(shell uname))
LAB_OPTIONS := $(if $(filter 0,$(shell id -u)),--allow-root) $(if $(DISPLAYED),,--no-browser)

.PHONY: demo test check bench vscode test-kernels test-kernels-lab clean

demo: .venv/.stamp-demo  ## JupyterLab on the first notebook; its URL is printed
	$(BIN)/jupyter lab $(LAB_OPTIONS) --LabApp.default_url=/lab/tree/notebooks/five_minutes.ipynb

test: .venv/.stamp-test  ## every test, those in a real browser included
	$(BIN)/python -m tests.browser.driving.provision && $(BIN)/python -m tests.browser.vscode.bundle
	$(BIN)/python -m pytest $(SHARED_OUT) $(ARGS)

check: .venv/.stamp-test  ## style, types, the floors of the house, the extension
	$(BIN)/ruff check . && $(BIN)/mypy && $(BIN)/lint-imports --config setup.cfg --no-cache
	$(BIN)/python labextension/bundle.py check

bench: .venv/.stamp-bench  ## ours beside Streamlit, ipywidgets and Solara; JupyterLab beside VS Code's widget bundle
	$(BIN)/python -m tests.browser.driving.provision && $(BIN)/python -m tests.browser.vscode.bundle
	$(BIN)/python -m tests.bench $(ARGS)

vscode: .venv/.stamp-test  ## the first notebook in VS Code's own window, as code-server from npm shows it (600 MB)
	$(BIN)/python -m tests.browser.driving.provision && $(BIN)/python -m tests.browser.vscode.workbench.install
	$(BIN)/python -m pytest tests/browser/vscode/workbench $(ARGS)

test-kernels: $(KERNELS:%=.venv-kernels/%/.stamp)  ## the kernel-level tests on every supported ipykernel
	set -e; for kernel in $(KERNELS); do .venv-kernels/$$kernel/bin/python -m pytest tests/kernel $(SHARED_OUT) $(ARGS); done

test-kernels-lab: .venv/.stamp-test $(KERNELS:%=.venv-kernels/%/.stamp)  ## two tabs, reloads and a slider during a cell of 10 s, in every front end on every supported ipykernel
	$(BIN)/python -m tests.browser.driving.provision && $(BIN)/python -m tests.browser.vscode.bundle
	set -e; for kernel in $(KERNELS); do LIT_TEST_BUSY=10 LIT_TEST_KERNEL=.venv-kernels/$$kernel/bin/python $(BIN)/python -m pytest tests/browser/cells/test_busy.py $(ARGS); done

clean:  ## everything that can be made again
	rm -rf .venv .venv-kernels build labextension/dist labextension/node_modules *.egg-info

.venv/bin/python:
	$(PYTHON) -m venv .venv

.venv/.stamp-demo: .venv/bin/python $(PACKAGING)
	$(BIN)/pip install --quiet --editable '.[all]' 'jupyterlab>=4.4,<5' && touch $@

.venv/.stamp-test: .venv/bin/python $(PACKAGING)
	$(BIN)/pip install --quiet --editable '.[test]' && touch $@

.venv/.stamp-bench: .venv/.stamp-test
	$(BIN)/pip install --quiet --editable '.[bench]' && touch $@

.venv-kernels/%/.stamp: $(PACKAGING)
	$(PYTHON) -m venv .venv-kernels/$*
	.venv-kernels/$*/bin/pip install --quiet --editable '.[kernels]' 'ipykernel$(if $(filter newest,$*),,==$*.*)' && touch $@
