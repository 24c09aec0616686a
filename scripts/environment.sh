#!/usr/bin/env bash
# Make .venv hold exactly what uv.lock names. Nothing is done when it already does.
set -euo pipefail

python=${PYTHON:-python3}
if ! interpreter=$("$python" -c 'import sys; sys.version_info < (3, 11) and sys.exit(1); print(sys._base_executable)' 2>/dev/null); then
  echo "$python is not Python 3.11 or newer: set PYTHON, as in 'make demo PYTHON=python3.12'" >&2
  exit 1
fi

stamp=var/environment.stamp
wanted="$PWD $interpreter $("$interpreter" --version) $(cat uv.lock scripts/tools.txt | sha256sum)"
is_current() { [[ -x .venv/bin/python && -f $stamp && $(<"$stamp") == "$wanted" ]]; }
is_current && exit 0

mkdir -p var/wheels
exec 9>var/environment.lock
flock 9
is_current && exit 0

# Settings of the person at the keyboard must not lead the environment elsewhere.
unset VIRTUAL_ENV UV_PROJECT_ENVIRONMENT PYTHONHOME PYTHONPATH PIP_TARGET PIP_PREFIX
export PIP_USER=0 PIP_NO_INPUT=1 PIP_DISABLE_PIP_VERSION_CHECK=1
export UV_CACHE_DIR=var/cache/uv UV_PYTHON_DOWNLOADS=never UV_NO_PROGRESS=1
tools=var/tools/bin
echo "Preparing the environment with $interpreter"
if ! cmp --silent scripts/tools.txt var/tools/tools.txt ||
  [[ $("$tools/python" -c 'import sys; print(sys._base_executable)' 2>/dev/null) != "$interpreter" ]]; then
  "$interpreter" -m venv --clear var/tools
  "$tools/python" -m pip install -qq --only-binary :all: --require-hashes -r scripts/tools.txt
  cp scripts/tools.txt var/tools/
fi

# An environment does not survive that its folder is moved.
if [[ -f $stamp && $(<"$stamp") != "$PWD "* ]]; then rm -rf .venv; fi

sync() { "$tools/uv" sync --quiet --frozen --offline --python "$interpreter"; }
if ! sync 2>/dev/null; then
  # The wheels come from whatever index pip is set to use; their hashes come from the lock.
  "$tools/uv" export --quiet --frozen --offline --python "$interpreter" \
    --no-emit-project --no-header --no-annotate --output-file var/requirements.txt
  "$tools/python" -m pip download -qq --no-deps --only-binary :all: --require-hashes \
    --dest var/wheels -r var/requirements.txt
  sync
fi
echo "$wanted" >"$stamp"
