# modelgen server, and which database a command works on.
. "$(dirname "$0")/lib.sh"
project app
modelgen revision -q -m "add users" >/dev/null

check_status 1 "at first no server runs" modelgen server status
check "start starts one" modelgen server start
url=$(modelgen server url)
same "url is its URL" "postgresql:///modelgen?host=$WORK/app/build/postgres/private&port=5432&user=postgres" "$url"
check "psql can use it" psql -qAtX "$url" -c "select 1"
same "it listens on no port" "" "$(psql -qAtX "$url" -c "show listen_addresses")"
check "status tells about it" modelgen server status
check "upgrade uses it" modelgen upgrade
check "stop stops it" modelgen server stop
check "stop is content when there is none" modelgen server stop
check "its data is there when it is started again" modelgen current
says "it is at head" '\(head\)'

check_status 3 "--database is used before it" modelgen current --database "postgresql://u:secret@localhost:1/x"
if printf '%s' "$output" | grep -q secret; then not_ok "no password is printed" "$output"; else ok "no password is printed"; fi
check_status 3 "DATABASE_URL too" env DATABASE_URL=postgresql://localhost:1/x modelgen current
check_status 3 "PGHOST too" env PGHOST=/nowhere modelgen current
check "--sql needs none" env PATH="$PATH" modelgen upgrade --sql base:head
says "it prints SQL" '^CREATE TABLE users'

check "a throw-away one can be started for a while" modelgen server start --scratch --until $$
check "it works" psql -qAtX "${output##*$'\n'}" -c "select 1"
check "and be stopped" modelgen server stop --scratch "${output##*$'\n'}"
check_status 2 "--until is for those" modelgen server start --until $$
check_status 2 "an unknown word is a usage error" modelgen server begin
check "remove removes everything" modelgen server remove
same "nothing is left" "" "$(ls build/postgres 2>/dev/null)"

# Where servers cannot live: a directory that their user cannot come to, a path too long for a socket.
if [ "$(id -u)" = 0 ]; then
    mkdir -m 700 "$WORK/closed"
    check "a closed directory is no obstacle" modelgen server start --dir "$WORK/closed/postgres"
    says "it is told where the data is" '/var/tmp/modelgen-'
    place=$(cat "$WORK/closed/postgres/private.location")
    check "remove removes that" modelgen server remove --dir "$WORK/closed/postgres"
    same "it is gone" "" "$(ls -d "$place" 2>/dev/null)"
else
    skip "a closed directory is no obstacle" "not root"
fi
deep=$WORK/$(printf 'deep/%.0s' {1..30})postgres
check "a long path is no obstacle" modelgen server start --dir "$deep"
check "remove removes its socket" modelgen server remove --dir "$deep"

# Without PostgreSQL: a PATH with nothing of it, and pg_config that does not know it either.
if [ -d /usr/lib/postgresql ] && unshare -m true 2>/dev/null; then
    check_status 3 "without PostgreSQL the package is named" \
        unshare -m sh -c 'mount -t tmpfs none /usr/lib/postgresql && exec modelgen server start'
    says "in the hint" 'apt install postgresql'
else
    skip "without PostgreSQL the package is named" "no name spaces here"
fi
