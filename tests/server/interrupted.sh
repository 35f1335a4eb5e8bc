# Signals while the server does not answer: its backends are stopped, as a machine that is stuck.
. "$(dirname "$0")/lib.sh"
. "$TOP/tests/support/project.sh"
need_server

project
table 1
migration 2 slow 'execute(m, "select pg_sleep(1.5)"); execute(m, "select pg_sleep(1.5)");' ''
migration 3 parts 'execute(m, "create index concurrently i on t1 (id)"); execute(m, "select pg_sleep(1.5)");' ''
build >/dev/null
new_database
export DATABASE_URL=$URL
migrate upgrade 1 -q

until_true() { for _ in $(seq 200); do [ "$(psql -qAtX "$URL" -c "select $1" 2>&1)" = t ] && return; sleep 0.05; done; }
alone() { until_true "count(*) = 1 from pg_stat_activity where datname = current_database()"; }
freeze() { kill "-$1" $frozen; }

# frozen SIGNAL [SIGNAL]: to a runner at work whose server does not answer any more.
frozen() {
    local runner before status
    build/migrate upgrade 2 >"$WORK/out" 2>&1 &
    runner=$!
    until_true "exists (select from pg_stat_activity where state = 'active' and query like 'select pg_sleep%')"
    frozen=$(psql -qAtX "$URL" -c "select pid from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()")
    freeze STOP
    before=$(date +%s)
    for signal; do
        kill "-$signal" $runner
        sleep 0.2
    done
    for _ in $(seq 90); do kill -0 $runner 2>/dev/null && sleep 0.1; done
    kill -9 $runner 2>/dev/null
    wait $runner
    status=$?
    freeze CONT
    output=$(cat "$WORK/out")
    same "$1: the runner ends with 3" 3 $status
    if [ $(($(date +%s) - before)) -le 7 ]; then ok "within seconds"; else not_ok "within seconds"; fi
    says "says why" 'error: interrupted, and the connection was given up: the server did not answer any more \[MG515\]'
    says "and what is known" '^Whether 002 slow was applied is not known: `migrate status` tells'
    alone
    check_status 1 "status tells" migrate status
    says "that nothing was done" '^at 001 create_t1, 2 migrations pending'
}

frozen TERM
frozen INT INT INT
frozen HUP

# Whoever reads the output goes away.
output=$(build/migrate upgrade --json 2>"$WORK/err" | head -n 1)
says "the first line was read" '^\{"event":"started"'
alone
same "the others are an error" "1" "$(grep -c 'standard output cannot be written \[MG548\]' "$WORK/err")"
check "and the same command goes on" migrate upgrade
