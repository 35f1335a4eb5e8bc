# What an operator meets: roles without rights, read-only servers, wrong addresses, settings of a role. Each is said plainly.
. "$(dirname "$0")/lib.sh"
. "$TOP/tests/support/project.sh"
unset TEST_SERVER # a standby is made of it
SERVER_OPTIONS=(-c wal_level=replica)
need_server

sql() { psql -qXAt -v ON_ERROR_STOP=1 "${2:-$URL}" -c "$1"; }
admin() { PGOPTIONS="-c default_transaction_read_only=off -c statement_timeout=0" psql -qXAt -v ON_ERROR_STOP=1 postgres -c "$1"; }

project
migration 1 users 'create_table(m, "users", COLUMN("id", "bigint", NOT_NULL, IDENTITY), COLUMN("email", "text"), PRIMARY_KEY("id"));' 'drop_table(m, "users");'
migration 2 index 'create_index(m, "idx_users_email", ON("users", "email"));' 'drop_index(m, "idx_users_email");'
check "the project builds" build
new_database
database=${URL#*///} database=${database%%\?*}
as() { echo "postgresql:///$database?host=$PGHOST&user=$1"; }
check "the database gets its first migration" migrate upgrade 1 -d "$URL"
sql "insert into users (email) select i::text from generate_series(1, 1000) i"
admin "create role t_op_nobody nologin" && admin "create role t_op_reader login" && admin "create role t_op_full login connection limit 0"

# Addresses and roles.
check_status 3 "a role that may not log in" migrate status -d "$(as t_op_nobody)"
says "has a hint about roles" 'hint: Who connects is said by the URL'
check_status 3 "a service that nobody defined" migrate status -d service=t_op_none
says "has a hint about those" 'hint: PGSERVICEFILE or'
check_status 3 "no connection is left" migrate status -d "$(as t_op_full)"
says "says so" 'hint: All connections are taken'
for url in mysql://a:secret@b/c postgres:/x http://x; do
    check_status 3 "$url is no address" migrate status -d "$url"
    says "which is said" 'does not begin with postgresql:// \[MG514\]'
    same "... without its password" "" "$(grep secret <<<"$output")"
done

# A password on the command line is nobody else's business for as long as it runs.
psql -qX "$URL" -c "begin; lock table modelgen.ledger; select pg_sleep(1)" >/dev/null 2>&1 &
sleep 0.1
build/migrate status -d "postgresql://postgres:hunter2@/$database?host=$PGHOST" >/dev/null 2>&1 &
pid=$!
for _ in $(seq 50); do
    shown=$(tr '\0' ' ' <"/proc/$pid/cmdline" 2>/dev/null)
    case $shown in *'***'*) break ;; esac
    sleep 0.02
done
same "a password is not shown by ps" "build/migrate status -d postgresql://postgres:***@/$database?host=$PGHOST" "$(sed 's/ *$//' <<<"$shown")"
wait $pid

new_database
admin "create role t_op_single login connection limit 1"
check_status 3 "a role with a single connection has none for the lock" migrate upgrade --wait 1 -d "${URL/user=postgres/user=t_op_single}"
says "which is known before anything begins" '^Nothing was done\.'
says "and said" 'hint: All connections are taken: .* A run needs up to three'
URL=$(as postgres)

check_status 3 "a role that may not see the ledger" migrate status -d "$(as t_op_reader)"
says "hears what it needs" 'GRANT USAGE ON SCHEMA modelgen TO "t_op_reader" and GRANT SELECT ON ALL TABLES'
sql "grant usage on schema modelgen to t_op_reader; grant select on all tables in schema modelgen to t_op_reader"
check_status 1 "... with which it sees what is pending" migrate status -d "$(as t_op_reader)"
check_status 3 "... but migrates nothing" migrate upgrade -d "$(as t_op_reader)"
says "and hears whose the table is" 'table "users" belongs to "postgres", and "t_op_reader" is not a member of that role \[MG516\]'
says "before anything is done" '^Nothing was done'
sql "alter table users owner to t_op_reader; grant create on schema public to t_op_reader"
check_status 3 "... nor with a table of its own" migrate upgrade -d "$(as t_op_reader)"
says "and hears why" 'hint: That is the ledger, which belongs to the role that migrates'
new_database
check_status 3 "nor does it make a ledger" migrate upgrade -d "${URL/user=postgres/user=t_op_reader}"
says "without the right to" 'GRANT CREATE ON DATABASE "t_.*" TO "t_op_reader"'
sql "create schema modelgen authorization t_op_reader; grant create on schema public to t_op_reader"
check "but one that was made for it will do" migrate upgrade -d "${URL/user=postgres/user=t_op_reader}"
sql "insert into users (email) select 'x' || i from generate_series(1, 100) i"
migration 3 away 'drop_table(m, "users");' 'irreversible(m, "no");'
build >/dev/null
check_status 3 "what is to be set aside needs another one" migrate upgrade -d "${URL/user=postgres/user=t_op_reader}"
says "which is said" 'hint: GRANT CREATE ON DATABASE "t_.*" TO the role that migrates. What is dropped is set aside'
rm schema/migrations/003*
build >/dev/null
new_database
check_status 3 "a search path without a schema" env PGOPTIONS='-c search_path=nowhere' build/migrate upgrade -d "$URL"
says "is named" "hint: Names without a schema are made in the first schema of the search path that exists"
URL=$(as postgres)
check_status 3 "one that leads elsewhere than before" env PGOPTIONS='-c search_path=pg_catalog' build/migrate upgrade -d "$URL"
says "is no change by hand" 'table "users" is not there, .*; there is one in schema public, and search_path is pg_catalog'
says "... and what to look at" 'hint: What is named without its schema is looked for along search_path'

# Settings that a role brings along.
settings() { admin "alter role postgres in database $database set $1"; }
unset_it() { admin "alter role postgres in database $database reset $1"; }
settings "default_transaction_read_only = on"
check_status 3 "where everything is read-only" migrate upgrade -d "$URL"
says "nothing is tried" 'error: database ".*" at .* as "postgres" is read-only: default_transaction_read_only is on \[MG518\]'
check_status 1 "status is right all the same" migrate status -d "$URL"
unset_it default_transaction_read_only
for setting in "statement_timeout = '1s'" "lock_timeout = '1ms'" "default_transaction_isolation = 'serializable'" \
    "default_transaction_deferrable = on" "standard_conforming_strings = off" "quote_all_identifiers = on" \
    "datestyle = 'German'" "check_function_bodies = off"; do
    settings "$setting"
    check "$setting: up" migrate upgrade -q -d "$URL"
    check "$setting: down" migrate downgrade 1 -q -d "$URL"
    unset_it "${setting%% *}"
done

# An encoding without the migrations' characters: what fails is one statement, and nothing is half done.
admin "create database t_op_latin1 template template0 encoding 'LATIN1' lc_collate 'C' lc_ctype 'C'" && databases="$databases t_op_latin1"
migration 3 comment 'execute(m, "COMMENT ON TABLE users IS '"'Grüße'"'");' ''
migration 4 beyond 'execute(m, "COMMENT ON TABLE users IS '"'π'"'");' ''
build >/dev/null
check_status 3 "a database in LATIN1" migrate upgrade -d "postgresql:///t_op_latin1?host=$PGHOST"
says "takes what it can" 'Nothing of 004 beyond was kept: the database is at 003 comment'
same "and has it as it was written" Grüße "$(PGCLIENTENCODING=UTF8 psql -qXAt t_op_latin1 -c "select obj_description('users'::regclass)")"

# A standby.
sql checkpoint
server_quit
as_server touch "$SERVER_DIR/data/standby.signal"
server_launch
server_await
check_status 1 "a standby tells what is pending" migrate status -d "$URL"
check_status 3 "and is not migrated" migrate upgrade -d "$URL"
says "which it says" 'is on a standby, where nothing can be written \[MG518\]'
says "with a hint" 'hint: Connect to its primary'
check_status 3 "nor stamped" migrate stamp 1 -d "$URL"
