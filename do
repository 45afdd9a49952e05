#!/usr/bin/env bash
# Everything that is done to Hangji from a checkout. ./do help lists it. Needs Debian (or a relative of it) and the .NET 10 SDK.
set -uo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
web=$root/src/Hangji
dll=$web/bin/Release/net10.0/hangji.dll
tests=$root/tests/Hangji.Tests/bin/Release/net10.0/Hangji.Tests
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1 DOTNET_CLI_UI_LANGUAGE=en MSBUILDTERMINALLOGGER=off

say() { printf '%s\n' "$*" >&2; }
die() { say "do: $*"; exit 1; }

help() {
  cat <<'TEXT'
./do up [--demo] [--port N] [--data DIR]   build, create the database, serve; --demo loads the demo county (default port 5080, folder ./data)
./do cluster [--processes N] [--port P] [--data DIR] [--postgres C]   N processes (default 3) behind HAProxy on one PostgreSQL, on this machine's loopback
./do test [RUNNER ARGS]                    install what the tests need, run them on both databases and in a browser; last line: N passed, N failed
./do hangji ARGS                           the command line, from this checkout (./do hangji help)
./do bench [ARGS]                          figures against the bare limits of this machine, written to docs/benchmarks/
./do dataset ARGS                          a made-up county, province or nation in an empty store (./do dataset --help)
./do faults                                kill -9 (fifty times in saves and imports), full disk, lost database, on both databases; 10 to 15 minutes
./do fuzz                                  random input to every reader, 20,000 cases each, and random orders of acts; a minute
./do shots                                 screenshots of the main pages at 360, 768 and 1440 px, in artifacts/shots and docs/pictures
./do pg COMMAND …                          run a command beside a throw-away PostgreSQL (its address in HANGJI_TEST_PG)
./do build                                 restore, front-end assets, Release build
./do help                                  this
TEXT
}

# ---- prerequisites ----

apt_install() { # names; only where something is missing
  [ "$(id -u)" = 0 ] || { say "do: missing: $*. Install with: sudo apt-get install -y $*"; return 1; }
  command -v apt-get >/dev/null || { say "do: missing: $*, and this is no Debian; install them by hand"; return 1; }
  if [ -z "${apt_fresh:-}" ]; then apt-get -o DPkg::Lock::Timeout=300 update -qq >/dev/null 2>&1 || true; apt_fresh=1; fi
  local try log; log=$(mktemp)
  for try in 1 2; do
    if DEBIAN_FRONTEND=noninteractive apt-get -o DPkg::Lock::Timeout=300 install -y --no-install-recommends "$@" >"$log" 2>&1; then rm -f "$log"; return 0; fi
    sleep 3
  done
  tail -5 "$log" >&2; rm -f "$log"
  say "do: apt-get could not install: $*"
  return 1
}

need_dotnet() {
  command -v dotnet >/dev/null || { [ -x "$HOME/.dotnet/dotnet" ] && export PATH="$HOME/.dotnet:$PATH"; }
  command -v dotnet >/dev/null || { say "do: the .NET 10 SDK is missing (dotnet is not on PATH)"; return 1; }
  dotnet --list-sdks 2>/dev/null | grep -q '^10\.' || { say "do: the .NET 10 SDK is missing (dotnet --list-sdks shows no 10.x)"; return 1; }
  if ! ldconfig -p 2>/dev/null | grep -q 'libicuuc\.so'; then
    local icu; icu=$(apt-cache search --names-only '^libicu[0-9]+$' 2>/dev/null | awk '{print $1}' | sort -V | tail -1)
    apt_install "${icu:-libicu72}" || return 1
  fi
}

need_node() {
  command -v node >/dev/null && command -v npm >/dev/null && return 0
  local missing=(); command -v node >/dev/null || missing+=(nodejs); command -v npm >/dev/null || missing+=(npm)
  apt_install "${missing[@]}"
}

# The shell without windows costs a third less than the whole browser.
chromium() { command -v chromium-headless-shell || command -v chromium; }

need_test_tools() {
  local missing=()
  pg_bin >/dev/null || missing+=(postgresql)
  chromium >/dev/null || apt_install chromium-headless-shell || missing+=(chromium)
  command -v haproxy >/dev/null || missing+=(haproxy)
  fc-list :lang=zh 2>/dev/null | grep -qi 'noto.*cjk' || missing+=(fonts-noto-cjk fontconfig)
  # soffice alone does not tell which parts are there: Writer and Calc are packages of their own.
  ls /usr/lib/libreoffice/program/libscfiltlo.so >/dev/null 2>&1 || missing+=(libreoffice-calc)
  ls /usr/lib/libreoffice/program/libswlo.so >/dev/null 2>&1 || missing+=(libreoffice-writer)
  [ ${#missing[@]} = 0 ] || apt_install "${missing[@]}" || return 1
}

# ---- build ----

build() { # projects; quiet, the log only when it failed
  need_dotnet && need_node || return 1
  local log project; log=$(mktemp)
  for project in "$@"; do
    dotnet build "$root/$project" -c Release -v q -nologo >"$log" 2>&1 && continue
    # One retry: a registry that hiccups is the usual reason on a fresh machine.
    grep -q 'error NU\|npm' "$log" && dotnet build "$root/$project" -c Release -v q -nologo >"$log" 2>&1 && continue
    { grep -E 'error|npm ERR' "$log" || tail -5 "$log"; } | sort -u | head -40 >&2; rm -f "$log"
    say "do: $project did not build"
    return 1
  done
  rm -f "$log"
}

stale() { # true where a source is newer than the program
  [ ! -f "$dll" ] || [ -n "$(find "$root/src" "$root/regulations" "$root"/Directory.*.props "$root/global.json" \
    \( -name bin -o -name obj -o -name node_modules -o -name lib \) -prune -o -type f -newer "$dll" -print -quit 2>/dev/null)" ]
}

fresh_program() { # built once even when several commands start together
  if stale; then
    mkdir -p "$root/artifacts"
    exec 9>"$root/artifacts/.build.lock"; flock 9
    if stale; then build src/Hangji/Hangji.csproj || { exec 9>&-; return 1; }; touch "$dll"; fi
    exec 9>&-
  fi
}

# ---- throw-away PostgreSQL ----

pg_bin() { local bin; for bin in $(ls -d /usr/lib/postgresql/*/bin 2>/dev/null | sort -rV); do [ -x "$bin/initdb" ] && { echo "$bin"; return 0; }; done; return 1; }
as_pg() { if [ "$(id -u)" = 0 ]; then (cd / && runuser -u postgres -- "$@"); else "$@"; fi; }

pg_start() {
  local bin try; bin=$(pg_bin) || { say "do: PostgreSQL is not installed"; return 1; }
  pg_dir=$(mktemp -d) && chmod 755 "$pg_dir"
  [ "$(id -u)" = 0 ] && chown postgres "$pg_dir"
  as_pg "$bin/initdb" -D "$pg_dir/data" -U postgres -A trust -E UTF8 --locale=C.UTF-8 --no-sync >"$pg_dir/initdb.log" 2>&1 || { tail -3 "$pg_dir/initdb.log" >&2; say "do: initdb failed"; return 1; }
  for try in 1 2 3 4 5; do
    pg_port=$((20000 + (RANDOM * 32768 + RANDOM) % 30000))
    (exec 3<>"/dev/tcp/127.0.0.1/$pg_port") 2>/dev/null && continue
    # Nothing here outlives the run, so nothing is synced to disk.
    if as_pg "$bin/pg_ctl" -D "$pg_dir/data" -w -t 60 -s -l "$pg_dir/server.log" \
      -o "-p $pg_port -c listen_addresses=127.0.0.1 -c unix_socket_directories= -c fsync=off -c full_page_writes=off -c synchronous_commit=off -c max_connections=300 -c shared_buffers=256MB" start >"$pg_dir/start.log" 2>&1; then
      export HANGJI_TEST_PG="Host=127.0.0.1;Port=$pg_port;Username=postgres;Database=postgres"
      export HANGJI_PG_BIN=$bin
      return 0
    fi
  done
  tail -5 "$pg_dir/server.log" >&2; say "do: PostgreSQL did not start"
  return 1
}

far_pg_start() { # a second server beside the first, in HANGJI_FAR_PG
  local near=$HANGJI_TEST_PG first=$pg_dir
  pg_start || return 1
  far_dir=$pg_dir pg_dir=$first
  export HANGJI_FAR_PG=$HANGJI_TEST_PG HANGJI_TEST_PG=$near
}

pg_stop() {
  local bin dir; bin=$(pg_bin) || return 0
  for dir in ${pg_dir:+"$pg_dir"} ${far_dir:+"$far_dir"}; do
    as_pg "$bin/pg_ctl" -D "$dir/data" -m immediate -s stop >/dev/null 2>&1
    rm -rf "$dir"
  done
  pg_dir='' far_dir=''
}

# ---- commands ----

up() {
  local port=5080 data=$root/data demo=()
  while [ $# -gt 0 ]; do
    case $1 in
      --port) port=${2:-}; shift 2 2>/dev/null || die "--port needs a number" ;;
      --data) data=${2:-}; shift 2 2>/dev/null || die "--data needs a folder" ;;
      --demo) demo=(--demo); shift ;;
      *) die "unknown option $1 (./do help)" ;;
    esac
  done
  [[ $port =~ ^[0-9]+$ ]] && [ "$port" -ge 1 ] && [ "$port" -le 65535 ] || die "--port needs a number from 1 to 65535, not '$port'"
  [ -n "$data" ] || die "--data needs a folder"
  (exec 3<>"/dev/tcp/127.0.0.1/$port") 2>/dev/null && die "port $port is taken; choose another with --port N"
  say "Building (the first time takes a minute or two) …"
  need_dotnet || exit 1
  fresh_program || exit 1
  exec dotnet "$dll" serve --data "$data" --urls "http://127.0.0.1:$port" "${demo[@]}"
}

# ---- several processes behind a balancer ----

ask_health() { (exec 3<>"/dev/tcp/127.0.0.1/$1" && printf 'GET /health/ready HTTP/1.0\r\nHost: localhost\r\n\r\n' >&3 && head -1 <&3 | grep -q ' 200 ') 2>/dev/null; }

write_haproxy() { # file, front port, back ports...
  local file=$1 front=$2 n=0 port; shift 2
  {
    cat <<TEXT
# Written by ./do cluster. Any process may answer any request: sessions, keys and seats are in the database.
global
  maxconn 4000
defaults
  mode http
  timeout connect 2s
  timeout client 75s
  timeout server 75s
  timeout http-keep-alive 10s
  # A process that is gone is tried elsewhere. A form is sent twice only if it never arrived; its key makes even that harmless.
  option redispatch 1
  retries 3
  retry-on conn-failure empty-response response-timeout
frontend people
  bind 127.0.0.1:$front
  default_backend processes
backend processes
  balance leastconn
  http-request disable-l7-retry if METH_POST
  option httpchk GET /health/ready
  option forwardfor
  default-server check inter 500ms fall 2 rise 1 on-marked-down shutdown-sessions
TEXT
    for port in "$@"; do n=$((n + 1)); echo "  server p$n 127.0.0.1:$port"; done
  } >"$file"
}

cluster() {
  local processes=3 port=5080 data=$root/data/cluster postgres=${HANGJI_POSTGRES:-} i ports=() waited
  while [ $# -gt 0 ]; do
    case $1 in
      --processes) processes=${2:-}; shift 2 2>/dev/null || die "--processes needs a number" ;;
      --port) port=${2:-}; shift 2 2>/dev/null || die "--port needs a number" ;;
      --data) data=${2:-}; shift 2 2>/dev/null || die "--data needs a folder" ;;
      --postgres) postgres=${2:-}; shift 2 2>/dev/null || die "--postgres needs a connection string" ;;
      *) die "unknown option $1 (./do help)" ;;
    esac
  done
  [[ $processes =~ ^[0-9]+$ ]] && [ "$processes" -ge 1 ] && [ "$processes" -le 16 ] || die "--processes needs a number from 1 to 16"
  [[ $port =~ ^[0-9]+$ ]] && [ "$port" -ge 1024 ] && [ "$port" -le 65000 ] || die "--port needs a number from 1024 to 65000"
  (exec 3<>"/dev/tcp/127.0.0.1/$port") 2>/dev/null && die "port $port is taken; choose another with --port N"
  command -v haproxy >/dev/null || apt_install haproxy || exit 1
  say "Building (the first time takes a minute or two) …"
  need_dotnet || exit 1
  fresh_program || exit 1
  mkdir -p "$data"; data=$(cd "$data" && pwd)
  cluster_pids=()
  trap 'cluster_stop' EXIT; trap 'exit 130' INT TERM
  if [ -z "$postgres" ]; then
    pg_bin >/dev/null || apt_install postgresql || exit 1
    cluster_pg "$data/postgres" $((port + 50)) || exit 1
    postgres="Host=127.0.0.1;Port=$((port + 50));Username=postgres;Database=postgres;Maximum Pool Size=40"
  fi
  for ((i = 1; i <= processes; i++)); do
    dotnet "$dll" serve --data "$data" --postgres "$postgres" --urls "http://127.0.0.1:$((port + i))" >"$data/process-$i.log" 2>&1 &
    cluster_pids+=($!); ports+=($((port + i)))
    for ((waited = 0; waited < 600; waited++)); do ask_health $((port + i)) && break; kill -0 "${cluster_pids[-1]}" 2>/dev/null || { tail -3 "$data/process-$i.log" >&2; die "process $i did not start"; }; sleep 0.1; done
    say "process $i: http://127.0.0.1:$((port + i)) (pid ${cluster_pids[-1]})"
  done
  write_haproxy "$data/haproxy.cfg" "$port" "${ports[@]}"
  haproxy -W -db -f "$data/haproxy.cfg" >"$data/haproxy.log" 2>&1 &
  cluster_pids+=($!)
  for ((waited = 0; waited < 100; waited++)); do ask_health "$port" && break; sleep 0.1; done
  ask_health "$port" || { tail -3 "$data/haproxy.log" >&2; die "HAProxy did not start"; }
  echo "夯基 Hangji http://127.0.0.1:$port ($processes processes; Ctrl+C ends all)"
  wait
}

cluster_pg() { # folder, port: a durable cluster of its own
  local bin folder=$1; bin=$(pg_bin) || return 1
  if [ ! -d "$folder" ]; then
    mkdir -p "$folder"
    [ "$(id -u)" = 0 ] && { chown postgres "$folder"; as_pg test -w "$folder" || { rmdir "$folder"; say "do: PostgreSQL's user cannot enter $folder; choose another folder with --data, or a database with --postgres"; return 1; }; }
    as_pg "$bin/initdb" -D "$folder" -U postgres -A trust -E UTF8 --locale=C.UTF-8 --data-checksums >/dev/null || { say "do: initdb failed"; return 1; }
  fi
  as_pg "$bin/pg_ctl" -D "$folder" -w -t 60 -s -l "$folder/server.log" -o "-p $2 -c listen_addresses=127.0.0.1 -c unix_socket_directories= -c max_connections=300 -c shared_buffers=256MB" start >/dev/null || { tail -3 "$folder/server.log" >&2; return 1; }
  cluster_pg_folder=$folder
}

cluster_stop() {
  local pid; for pid in "${cluster_pids[@]}"; do kill "$pid" 2>/dev/null; done
  for pid in "${cluster_pids[@]}"; do wait "$pid" 2>/dev/null; done
  [ -z "${cluster_pg_folder:-}" ] || as_pg "$(pg_bin)/pg_ctl" -D "$cluster_pg_folder" -m fast -s stop >/dev/null 2>&1
}

hangji() { need_dotnet || exit 3; fresh_program || exit 3; exec dotnet "$dll" "$@"; }

# Some thousand databases and folders are made and thrown away: in memory where there is enough of it, which spares a fifth of the time.
in_memory() {
  [ "$(free_mb /dev/shm)" -gt 6000 ] 2>/dev/null && [ "$(awk '/^MemAvailable/ { print int($2 / 1024) }' /proc/meminfo)" -gt 12000 ] || return 0
  test_tmp=$(mktemp -d /dev/shm/hangji-XXXXXX) && chmod 755 "$test_tmp" && export TMPDIR=$test_tmp
}

free_mb() { df -Pm "$1" 2>/dev/null | awk 'NR == 2 { print $4 }'; }

run_tests() { # runner arguments; prints the closing line alone on its last line
  local passed=0 failed=0 code=1 line
  test_log=$(mktemp)
  trap 'pg_stop; rm -rf "${test_log:-}" "${test_tmp:-}"' EXIT
  trap 'exit 130' INT TERM
  if ! need_dotnet || ! need_node || ! need_test_tools || ! build tests/Hangji.Tests/Hangji.Tests.csproj || ! in_memory || ! pg_start; then echo "0 passed, 1 failed"; exit 1; fi
  export HANGJI_CHROMIUM=${HANGJI_CHROMIUM:-$(chromium)}
  (cd "$root" && "$tests" -noColor "$@") 2>&1 | tee "$test_log"
  code=${PIPESTATUS[0]}
  line=$(grep -aoE 'Total: [0-9]+, Errors: [0-9]+, Failed: [0-9]+, Skipped: [0-9]+, Not Run: [0-9]+' "$test_log" | tail -1)
  if [[ $line =~ Total:\ ([0-9]+),\ Errors:\ ([0-9]+),\ Failed:\ ([0-9]+),\ Skipped:\ ([0-9]+),\ Not\ Run:\ ([0-9]+) ]]; then
    failed=$((BASH_REMATCH[2] + BASH_REMATCH[3]))
    passed=$((BASH_REMATCH[1] - BASH_REMATCH[3] - BASH_REMATCH[4] - BASH_REMATCH[5]))
  else
    say "do: the tests ended without a summary (exit code $code)"; failed=1
  fi
  # A runner that died after its summary, or a run in which nothing ran, is not a success either.
  [ "$code" != 0 ] && [ "$failed" = 0 ] && failed=1
  [ "$passed" = 0 ] && [ "$failed" = 0 ] && failed=1
  pg_stop
  echo "$passed passed, $failed failed"
  [ "$failed" = 0 ]
}

bench() { build bench/Hangji.Bench/Hangji.Bench.csproj || exit 1; trap pg_stop EXIT; pg_start && far_pg_start || exit 1; (cd "$root" && dotnet "$root/bench/Hangji.Bench/bin/Release/net10.0/Hangji.Bench.dll" "$@"); }
dataset() { build bench/Hangji.Bench/Hangji.Bench.csproj || exit 1; dotnet "$root/bench/Hangji.Bench/bin/Release/net10.0/Hangji.Bench.dll" load-dataset "$@"; }
beside_pg() { [ $# -gt 0 ] || die "./do pg COMMAND …"; trap pg_stop EXIT; pg_start || exit 1; "$@"; }

command=${1:-help}; [ $# -gt 0 ] && shift
case $command in
  up) up "$@" ;;
  cluster) cluster "$@" ;;
  test) run_tests "$@" ;;
  hangji) hangji "$@" ;;
  bench) command -v wrk >/dev/null || apt_install wrk || exit 1; bench "$@" ;;
  dataset) dataset "$@" ;;
  faults) HANGJI_FAULTS=${HANGJI_FAULTS:-50} run_tests -namespace 'Hangji.Tests.Faults*' "$@" ;;
  fuzz) HANGJI_FUZZ=${HANGJI_FUZZ:-20000} run_tests -namespace 'Hangji.Tests.Fuzz*' "$@" ;;
  shots) HANGJI_SHOTS=1 run_tests -class '*Pictures_of_the_demo_county' "$@" ;;
  pg) beside_pg "$@" ;;
  build) build src/Hangji/Hangji.csproj tests/Hangji.Tests/Hangji.Tests.csproj ;;
  help | --help | -h) help ;;
  *) say "do: unknown command '$command'"; help >&2; exit 2 ;;
esac
