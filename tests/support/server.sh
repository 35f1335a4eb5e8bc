# A throw-away PostgreSQL for tests: Unix socket only, fsync off. Sourced; sets PGHOST and PGUSER.
#
# server_start uses the one whose directory is in TEST_SERVER, or makes one and exports that, so
# that the tests of one run share it and a test that is started alone has its own. A test that needs
# another one unsets TEST_SERVER and sets SERVER_OPTIONS (an array: -c name=value) or
# SERVER_LOADS (a library that its processes load); SERVER_PLACE is where it is to be.

# Where initdb and postgres are: PG_BINDIR, or the newest version that is installed.
server_bindir() {
    local dir
    for dir in "${PG_BINDIR:-}" $(ls -d /usr/lib/postgresql/*/bin 2>/dev/null | sort -rV) \
        "$(pg_config --bindir 2>/dev/null)"; do
        [ -x "$dir/initdb" ] && echo "$dir" && return
    done
    echo "no PostgreSQL server is installed; Debian package postgresql" >&2
    return 1
}

# PostgreSQL refuses to run as root.
as_server() {
    if [ "$(id -u)" = 0 ]; then
        setpriv --reuid postgres --regid postgres --clear-groups -- "$@"
    else
        "$@"
    fi
}

# Starts the server in SERVER_DIR, made before.
server_launch() {
    (cd "$SERVER_DIR" && LD_PRELOAD=${SERVER_LOADS:-} as_server "$(server_bindir)/postgres" -D "$SERVER_DIR/data" -F \
        -c listen_addresses= -c unix_socket_directories="$SERVER_DIR" -c synchronous_commit=off \
        -c full_page_writes=off -c wal_level=minimal -c max_wal_senders=0 -c max_connections=60 \
        -c autovacuum=off -c shared_buffers=64MB ${SERVER_OPTIONS[@]+"${SERVER_OPTIONS[@]}"} >>server.log 2>&1 </dev/null) &
}

server_start() {
    export PGUSER=postgres
    unset PGDATABASE PGPORT PGSERVICE PGPASSWORD DATABASE_URL
    if [ -n "${TEST_SERVER:-}" ]; then
        export PGHOST=$TEST_SERVER
        return
    fi
    local bin
    bin=$(server_bindir) || return 1
    # In memory where there is a gigabyte of it.
    local place=${SERVER_PLACE:-${TMPDIR:-/tmp}}
    [ -n "${SERVER_PLACE:-}" ] || [ "$(df --output=avail /dev/shm 2>/dev/null | tail -1)" -lt 1000000 ] 2>/dev/null || place=/dev/shm
    [ -w "$place" ] || place=/tmp
    SERVER_DIR=$(mktemp -d "$place/modelgen-pg.XXXXXX") || return 1
    [ "$(id -u)" != 0 ] || chown postgres: "$SERVER_DIR"
    if ! (cd "$SERVER_DIR" && as_server "$bin/initdb" -N -U postgres -A trust -E UTF8 --locale C \
        -D "$SERVER_DIR/data" >initdb.log 2>&1); then
        cat "$SERVER_DIR/initdb.log" >&2
        rm -rf "$SERVER_DIR"
        return 1
    fi
    server_launch
    export TEST_SERVER=$SERVER_DIR PGHOST=$SERVER_DIR
    server_await || {
        cat "$SERVER_DIR/server.log" >&2
        server_stop
        return 1
    }
    newer_pg_dump "$SERVER_DIR/bin"
}

# At once, as pg_ctl stop -m immediate does.
server_quit() {
    local pid tries=1000
    pid=$(head -1 "$SERVER_DIR/data/postmaster.pid" 2>/dev/null)
    [ -n "$pid" ] || return 0
    kill -QUIT "$pid" 2>/dev/null
    while kill -0 "$pid" 2>/dev/null && [ $((tries -= 1)) -gt 0 ]; do sleep 0.02; done
    [ "$tries" -gt 0 ] || kill -KILL "$pid" 2>/dev/null
}

server_await() {
    local tries=200
    until psql -qAtc 'select' postgres >/dev/null 2>&1; do
        tries=$((tries - 1))
        [ $tries != 0 ] || return
        sleep 0.05
    done
}

server_restart() {
    server_quit
    server_launch
    server_await
}

server_stop() {
    [ -n "${SERVER_DIR:-}" ] || return 0
    server_quit
    rm -rf "$SERVER_DIR"
    SERVER_DIR=
}

# 150018 for 15.18: the server that the tests run on.
server_number() { psql -qXAt postgres -c 'show server_version_num'; }

# Where the server is too new for the pg_dump that is installed, PATH gets one that reads it all the same, and whose
# dumps end with what that one does not see (newer.sql).
newer_pg_dump() { # newer_pg_dump DIR: where it is made
    local here program
    here=$(realpath "$(dirname "${BASH_SOURCE[0]}")")
    program=$(ls -d /usr/lib/postgresql/*/bin/pg_dump 2>/dev/null | sort -V | tail -1) # not Debian's wrapper
    program=${program:-$(command -v pg_dump)} || return
    [ "$(server_number)" -ge "$("$program" --version | awk '{ sub(/[^0-9].*/, "", $3); print ($3 + 1) * 10000 }')" ] || return 0
    mkdir -p "$1"
    # shellcheck disable=SC2046
    cc -shared -fPIC -o "$1/newer.so" $(pkg-config --cflags libpq 2>/dev/null) "$here/pg_dump_newer.c" -ldl || return
    cat >"$1/pg_dump" <<EOF
#!/bin/bash
# The database is what -d or --dbname says, or else the last argument. One schema of it is told without the rest.
LD_PRELOAD=$1/newer.so "$program" "\$@" || exit
[[ " \$* " != *" -n "* && " \$* " != *" --schema="* ]] || exit 0
while [ \$# -gt 1 ] && [ "\$1" != -d ] && [ "\$1" != --dbname ]; do shift; done
[ \$# = 1 ] || shift
exec psql -qXAt "\$1" -f "$here/newer.sql"
EOF
    chmod 755 "$1" "$1/pg_dump"
    export PATH="$1:$PATH"
}
