# 常用命令：make run（打开窗口）、make test（全部测试）、make test-server（在 PostgreSQL 上再跑一遍业务测试）、make test-crash（断电、满盘、损坏试验）、make demo、make lint、make bench
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
EVERY := 1
PIP := $(BIN)/python -m pip install --quiet --disable-pip-version-check -c .ci/constraints.txt

.PHONY: run test test-server test-crash demo lint bench clean

run: $(VENV)/run.stamp
	@$(BIN)/python -m dadu_desktop.preflight && $(BIN)/python main.py

test: $(VENV)/test.stamp
	@QT_QPA_PLATFORM=offscreen $(BIN)/python -m dadu_desktop.preflight
	QT_QPA_PLATFORM=offscreen $(BIN)/python -m pytest -n 3
	QT_QPA_PLATFORM=offscreen $(BIN)/python -m tests.with_server tests/storage/test_server.py

test-server: $(VENV)/test.stamp
	QT_QPA_PLATFORM=offscreen $(BIN)/python -m tests.with_server tests/services tests/storage/test_server.py

test-crash: $(VENV)/test.stamp
	@command -v strace > /dev/null || { [ "$$(id -u)" = 0 ] && apt-get install -y -qq strace > /dev/null 2>&1; } || \
	  echo "没有 strace，断电试验将跳过；可先运行：sudo apt-get install strace"
	$(BIN)/python -m tests.crash --every $(EVERY)

demo: $(VENV)/run.stamp
	QT_QPA_PLATFORM=offscreen $(BIN)/python main.py demo --output build/demo

lint: $(VENV)/lint.stamp
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

bench: $(VENV)/test.stamp
	QT_QPA_PLATFORM=offscreen $(BIN)/python -m benchmarks

clean:
	rm -rf $(VENV) build dist

$(VENV)/made.stamp:
	@command -v $(PYTHON) > /dev/null || { echo "没有找到 $(PYTHON)，请先安装 Python 3.11 或更高版本。" >&2; exit 1; }
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "需要 Python 3.11 或更高版本，可用 make PYTHON=python3.11 指定。" >&2; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2> /dev/null || \
	  { echo "缺少 venv 组件，请先运行：sudo apt-get install python3-venv" >&2; exit 1; }
	$(PYTHON) -m venv $(VENV)
	@touch $@

$(VENV)/run.stamp: $(VENV)/made.stamp pyproject.toml .ci/constraints.txt
	$(PIP) -e .
	@touch $@

$(VENV)/test.stamp: $(VENV)/made.stamp pyproject.toml .ci/constraints.txt
	$(PIP) -e '.[test]'
	@touch $@ $(VENV)/run.stamp

$(VENV)/lint.stamp: $(VENV)/test.stamp
	$(PIP) -e '.[test,lint,fonts]'
	@touch $@
