# What shell tests are written with. Sourced first thing, from anywhere:
#
#     . "$(dirname "$0")/../support/lib.sh"
#     need_server                                  # PGHOST and PGUSER point to a scratch server
#     new_database                                 # an empty database of this test alone: $URL
#     check "revision says that there is nothing to do" modelgen revision -m again
#     check_status 2 "an empty message is a usage error" modelgen revision -m ""
#     same "the name is kept" "expected" "$(psql -qAt "$URL" -c "select ...")"
#
# Prints TAP; a failing check shows the output of its command. $WORK is the test's own directory,
# removed in the end; $TOP the repository, $BUILD the build, both absolute.
set -u
TOP=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
BUILD=$(realpath -m "${BUILD:-$TOP/build}")
WORK=$(mktemp -d "${TMPDIR:-/tmp}/modelgen-test.XXXXXX")
chmod 755 "$WORK" # for the user that servers run as
export TOP WORK
export -n BUILD # a project that is made here builds in its own build/
export PATH="$BUILD:$PATH" # modelgen is the one that was just built
export LC_ALL=C.UTF-8 TZ=UTC PGTZ=UTC
export SOURCE_DATE_EPOCH=1772359200 # 2026-03-01 10:00:00 UTC
export PSQLRC=/dev/null PGOPTIONS="-c client_min_messages=warning"
export MIGRATE_ALLOW=rewrite,loss,access # in scratch databases anything may be done
unset DATABASE_URL PGDATABASE PGSERVICE PGPASSWORD MAKEFLAGS MAKELEVEL MFLAGS

# The runners of projects hold the library, so they need what it was compiled with.
[ -z "${SANITIZE:-}" ] || export CFLAGS="-g $SANITIZE" LDFLAGS="$SANITIZE"

tests_run=0 tests_failed=0 databases=

. "$TOP/tests/support/server.sh"

finish() {
    local database
    for database in $databases; do
        psql -qX postgres -c "drop database if exists \"$database\" with (force)" >/dev/null 2>&1
    done
    server_stop
    rm -rf "$WORK"
    echo "1..$tests_run"
    [ "$tests_failed" = 0 ] || exit 1
}
trap finish EXIT
trap 'exit 130' INT TERM

ok() {
    tests_run=$((tests_run + 1))
    echo "ok $tests_run - $1"
}

# The text, if any, is shown below.
not_ok() {
    tests_run=$((tests_run + 1)) tests_failed=$((tests_failed + 1))
    echo "not ok $tests_run - $1"
    [ -z "${2:-}" ] || printf '%s\n' "$2" | sed 's/^/# /'
}

skip() {
    tests_run=$((tests_run + 1))
    echo "ok $tests_run - $1 # SKIP $2"
}

# check NAME COMMAND...: passes if the command ends with 0. Its output is in $output afterwards.
check() { check_status 0 "$@"; }

# check_status STATUS NAME COMMAND...: passes if it ends with just that status.
check_status() {
    local expected=$1 name=$2 status
    shift 2
    output=$("$@" 2>&1 </dev/null)
    status=$?
    if [ "$status" = "$expected" ]; then
        ok "$name"
    else
        not_ok "$name" "$(printf '%s\nended with status %s, not %s:\n%s' "$*" "$status" "$expected" "$output")"
        return 1
    fi
}

# same NAME EXPECTED ACTUAL: two texts.
same() {
    if [ "$2" = "$3" ]; then
        ok "$1"
    else
        not_ok "$1" "$(diff -u --label expected --label actual <(printf '%s\n' "$2") <(printf '%s\n' "$3"))"
        return 1
    fi
}

# same_file NAME EXPECTED ACTUAL: two files; UPDATE_GOLDEN=1 makes the first one like the second.
same_file() {
    if [ -n "${UPDATE_GOLDEN:-}" ]; then
        if [ -e "$3" ]; then cmp -s "$2" "$3" || cp "$3" "$2"; else rm -f "$2"; fi
    fi
    if [ ! -e "$2" ] && [ ! -e "$3" ]; then return 0; fi
    if cmp -s "$2" "$3"; then
        ok "$1"
    else
        not_ok "$1" "$(diff -uN --label "$2" --label actual "$2" "$3")"
        return 1
    fi
}

# says NAME PATTERN: what the last check's command printed holds this (extended regular expression).
says() {
    if printf '%s\n' "$output" | grep -qE -- "$2"; then
        ok "$1"
    else
        not_ok "$1" "$(printf 'no /%s/ in:\n%s' "$2" "$output")"
        return 1
    fi
}

need_server() {
    server_start || {
        not_ok "a scratch PostgreSQL starts"
        exit 1
    }
}

# An empty database: its URL is in $URL afterwards. It is dropped in the end.
database_count=0
new_database() {
    database_count=$((database_count + 1))
    local name=t_$$_$database_count
    local strategy=
    [ "$(server_number)" -lt 150000 ] || strategy='strategy wal_log' # faster on a small server
    psql -qX postgres -c "create database \"$name\" template template0 $strategy" >&2 || return 1
    databases="$databases $name"
    URL="postgresql:///$name?host=$PGHOST&user=$PGUSER"
}

# A server for databases with Citus, which is of the test alone: as its logical replication needs it,
# and with the extension where that is installed; then it is its only node.
need_citus_server() {
    local library
    library=$("$(server_bindir)/pg_config" --pkglibdir 2>/dev/null)/citus.so
    unset TEST_SERVER
    SERVER_OPTIONS=(-c wal_level=logical -c max_wal_senders=10)
    [ ! -e "$library" ] || SERVER_OPTIONS+=(-c shared_preload_libraries=citus -c max_prepared_transactions=100
        -c max_connections=200 -c citus.enable_statistics_collection=off)
    need_server
    [ ! -e "$library" ] || psql -qX postgres -c "alter system set citus.local_hostname = '$PGHOST'" \
        -c "select pg_reload_conf()" >/dev/null
}

citus_is_real() { psql -qAtX postgres -c "select current_setting('shared_preload_libraries')" | grep -q citus; }

# An empty database with Citus: the extension where the server loads it, else a stand-in, which
# knows what Citus writes down and what it refuses, and keeps all rows where they are. It finds out
# what to refuse by event triggers, unless told to be `bare`: pull would find those.
new_citus_database() { # new_citus_database [bare]
    local refusals=(-f "$TOP/tests/support/citus.sql")
    [ "${1:-}" != bare ] || refusals=()
    new_database || return 1
    if citus_is_real; then
        psql -qX "$URL" -c "create extension citus" -c "select citus_set_coordinator_host('$PGHOST', ${PGPORT:-5432})" \
            -c "select citus_set_node_property('$PGHOST', ${PGPORT:-5432}, 'shouldhaveshards', true)" >&2
    else
        psql -qX -v ON_ERROR_STOP=1 "$URL" -f "$TOP/templates/citus.sql" ${refusals[@]+"${refusals[@]}"} >/dev/null
    fi
}

# How the tables of a database are distributed, which pg_dump does not say; a statement each. Colocation
# groups are not compared: which tables Citus puts together by itself depends on which was there first.
dump_distributions() {
    psql -qAtX "$1" <<'SQL'
SELECT format('SELECT distributed(%L, %L, %L, %L, %s);', p.logicalrelid, p.partmethod, p.repmodel,
    column_to_column_name(p.logicalrelid, p.partkey), coalesce(g.shardcount, 1))
FROM pg_dist_partition p JOIN pg_class c ON c.oid = p.logicalrelid JOIN pg_namespace n ON n.oid = relnamespace
LEFT JOIN pg_dist_colocation g USING (colocationid) WHERE nspname !~ '^modelgen' ORDER BY p.logicalrelid::text COLLATE "C"
SQL
}

# The schema of a database as pg_dump says it, without what is only of this run, and without the ledger.
dump_schema() {
    pg_dump --schema-only --exclude-schema=modelgen "$@" |
        grep -vE '^(\\(un)?restrict |SET |SELECT pg_catalog.set_config|--|$)'
}
