# Thirty databases, of which some cannot be reached, some were changed by hand and one is locked: each says what is the
# matter with it, the others get there, and the same command goes on with those that are left.
. "$(dirname "$0")/lib.sh"
. "$TOP/tests/support/project.sh"
need_server

project
migration 1 users 'create_table(m, "users", COLUMN("id", "bigint", NOT_NULL, IDENTITY), COLUMN("name", "text"), PRIMARY_KEY("id"));' 'drop_table(m, "users");'
migration 2 name 'alter_column(m, "users", "name", DEFAULT("'"'x'"'"));' 'alter_column(m, "users", "name", NO_DEFAULT);'
check "the project builds" build
new_database
check "one is made" migrate upgrade 1 -d "$URL"
template=${URL#*///} template=${template%%\?*}
at() { echo "postgresql:///${template}_$1?host=$PGHOST&user=postgres"; }
for i in $(seq 30); do
    echo "create database ${template}_$i template $template"
    databases="$databases ${template}_$i"
done | sed 's/$/;/' | psql -qX postgres
sql() { psql -qXAt -v ON_ERROR_STOP=1 "$(at "$1")" -c "$2"; }

{
    echo "# the shop's"
    for i in $(seq 30); do at "$i"; done
    echo "${template}_missing   # not there yet"
    echo "postgresql://nobody@/${template}_1?host=$PGHOST"
    echo "postgresql://localhost:1/x"
    echo "mysql://x"
} >all
for i in 7 8 9; do sql $i "alter table users alter name set default 'y'"; done
sql 20 "begin; lock table users in access exclusive mode; select pg_sleep(300)" >/dev/null 2>&1 &
holder=$!
until [ "$(sql 20 "select count(*) from pg_locks where mode = 'AccessExclusiveLock' and granted and relation = 'users'::regclass")" = 1 ]; do sleep 0.1; done
check_status 3 "a fleet with troubles" migrate upgrade --databases all --jobs 6 --lock-wait 1 --wait 0 --json -d "$URL"
json=$output
says "sums up" '"event":"summary","targets":34,"changed":26,"unchanged":0,"pending":0,"not_begun":0'
same "each that failed has its code" "MG511
MG512
MG513
MG514
MG552
MG572
MG572
MG572" "$(grep '"event":"summary"' <<<"$json" | grep -oE '"code":"MG[0-9]+"' | grep -oE 'MG[0-9]+' | sort)"
same "every other line says whose it is" "" "$(grep '^{' <<<"$json" | grep -v '"event":"summary"' | grep -v '^{"target":"' | head -3)"
check_status 3 "status tells who is behind, and whom it cannot ask" migrate status --databases all --jobs 6 -q -d "$URL"
says "in sum" '^34 databases in .* s: 26 up to date, 4 with pending migrations, 4 failed$'
pkill -P $holder 2>/dev/null
kill $holder 2>/dev/null
psql -qXAt postgres -c "select pg_terminate_backend(pid) from pg_stat_activity where datname = '${template}_20'" >/dev/null
for i in 7 8 9; do sql $i "alter table users alter name drop default"; done
head -31 all >good
check "mended, the same command goes on" migrate upgrade --databases good --jobs 6 --wait 0 -d "$URL"
says "with what is left" '^30 databases in .* s: 4 changed, 26 as they were$'

# The first one is a canary: where it fails, nobody else is begun.
migration 3 one 'execute(m, "SELECT 1 / 0");' ''
build >/dev/null
check_status 3 "a canary that fails" migrate upgrade --databases good --jobs 6 --canary -d "$URL"
says "is the only one" '^30 databases in .* s: 1 failed, 29 not begun$'
