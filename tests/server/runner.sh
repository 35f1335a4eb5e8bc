# The runner on a real server: migrations up and down, what fails, what is refused.
. "$(dirname "$0")/lib.sh"
. "$TOP/tests/support/project.sh"
need_server

test_no_migrations() {
    project
    new_database
    check "a project without migrations builds" build
    check "and its upgrade has nothing to do" migrate upgrade -d "$URL"
    same "it says so" "already at base: there are no migrations" "$output"
    check "heads of no migrations" migrate heads
    check "--sql of no migrations" migrate upgrade --sql
}

test_up_and_down() {
    project
    new_database
    export DATABASE_URL=$URL
    table 1
    table 2
    table 3
    check "three migrations build" build
    check_status 1 "status of an empty database" migrate status
    says "it names what is pending" '^  003 create_t3$'
    check "upgrade by one" migrate upgrade +1
    says "it says where it is" '^now at 001 create_t1$'
    check "upgrade to head" migrate upgrade
    says "it says that this is head" '^now at head \(003 create_t3\)$'
    check "a second upgrade" migrate upgrade
    same "has nothing to do" "already at head (003 create_t3)" "$output"
    check "status at head" migrate status
    check "current" migrate current
    same "current is number, hash and name" "003 000000000003 create_t3 (head)" "$output"
    check "downgrade by one" migrate downgrade -1
    check "downgrade to a revision by its number" migrate downgrade 001
    check "upgrade to a name" migrate upgrade create_t3
    check "downgrade to a hash" migrate downgrade 000000000002
    check "downgrade to base" migrate downgrade base
    same "nothing is left" "" "$(dump_schema "$URL" | grep -E '^CREATE')"
    same "the history has it all" "downgrade 5, upgrade 5" "$(psql -qAt "$URL" -c \
        "select string_agg(d, ', ') from (select direction || ' ' || count(*) d
         from modelgen.history group by direction order by 1) x")"
    check "history" migrate history --log
    says "the log names direction, migration and user" 'downgrade 001 create_t1 +[0-9.]+ ms  postgres(@[^ ]+)?  modelgen migrate [0-9.]+$'
    unset DATABASE_URL
}

test_usage() {
    check_status 2 "downgrade without a target" migrate downgrade
    check_status 2 "an unknown command" migrate dwngrade
    says "did you mean" 'Did you mean "downgrade"'
    check_status 2 "an unknown revision" migrate upgrade nowhere -d "$URL"
    check_status 2 "a number that is not there" migrate upgrade 99 -d "$URL"
    check_status 2 "more steps than there are" migrate upgrade +9 -d "$URL"
    check_status 2 "a range without --sql" migrate upgrade base:head -d "$URL"
    check "help" migrate --help
    check "help of a command" migrate upgrade --help
    check "version" migrate --version
}

test_failure() {
    project
    new_database
    export DATABASE_URL=$URL
    table 1
    migration 2 breaks \
        'create_table(m, "t2", COLUMN("id", "bigint"));
    execute(m, "create table t3 (id int);\n"
               "alter table t3 add column b int references no_such_table (id);");
    drop_table(m, "t1");' 'drop_table(m, "t2");'
    table 3
    check "they build" build
    migrate upgrade 1 >/dev/null
    local before
    before=$(whole "$URL")
    check_status 3 "a statement that fails" migrate upgrade
    says "the file and the line of the operation" '^002_breaks.c:6: error: relation "no_such_table" does not exist'
    says "SQLSTATE and code" '\(SQLSTATE 42P01\) \[MG541\]$'
    says "the statement" '^    alter table t3 add column b int references no_such_table \(id\)'
    says "where the database is" 'the database is at 001 create_t1, as before'
    same "nothing of it was kept" "$before" \
        "$(psql -qX "$URL" -c "delete from modelgen.history where outcome = 'failed'" && whole "$URL" |
            sed "s/history_id_seq', 2,/history_id_seq', 1,/")"
    check_status 3 "the failure is in the history" migrate upgrade
    same "with its message" 'relation "no_such_table" does not exist' \
        "$(psql -qAt "$URL" -c "select error from modelgen.history where outcome = 'failed'")"
    check_status 3 "as JSON" migrate upgrade --json
    says "an event with all of it" '"sqlstate":"42P01","file":"002_breaks.c","line":6,"operation":"execute"'

    migration 2 breaks 'execute(m, "select '\''äöü'\'', 1 + nothing");' ';'
    build >/dev/null
    check_status 3 "an error with a position" migrate upgrade
    says "a caret below it, counted in characters" "^ {4}select 'äöü', 1 \+ nothing$"
    says "the caret's column" '^ {22}\^$'

    migration 2 breaks \
        'execute(m, "create table d (id int unique deferrable initially deferred)");
    execute(m, "insert into d values (1), (1)");' ';'
    build >/dev/null
    check_status 3 "a commit that fails" migrate upgrade
    says "the file" '^002_breaks.c: error: duplicate key value'
    same "is rolled back" "" "$(psql -qAt "$URL" -c "select to_regclass('d')")"
    unset DATABASE_URL
}

test_refusals() {
    project
    new_database
    export DATABASE_URL=$URL
    table 1
    migration 2 final 'loss(m, "the letters of table t2"); create_table(m, "t2", COLUMN("id", "int"));' \
        'drop_table(m, "t2"); irreversible(m, "nobody knows what was there");'
    migration 3 commits 'execute(m, "create table c (id int); -- and now\n/* so */ commit; begin");' ';'
    check "they build" build
    check "a loss is announced" migrate upgrade 2
    says "in its words" 'loss: the letters of table t2'
    check_status 3 "what is irreversible stops" migrate downgrade base
    says "with its reason and line" '^002_final.c:10: error: nobody knows what was there \[MG542\]'
    same "before anything is changed" "t2" "$(psql -qAt "$URL" -c "select to_regclass('t2')")"
    check_status 3 "a migration cannot commit" migrate upgrade
    says "it says why" '^003_commits.c:5: error: a migration cannot begin or end a transaction \[MG545\]'
    migration 3 copies 'execute(m, "copy t1 from stdin");' ';'
    rm schema/migrations/003_commits.c
    build >/dev/null
    check_status 3 "a migration cannot stream" migrate upgrade
    unset DATABASE_URL
}

test_edited() {
    project
    new_database
    export DATABASE_URL=$URL
    table 1
    table 2
    build >/dev/null
    migrate upgrade >/dev/null
    table 3
    echo "/* later */" >>schema/migrations/001_create_t1.c
    build >/dev/null
    check_status 3 "an applied migration that was edited is refused" migrate upgrade
    says "with its name and date" '^001_create_t1.c: error: 001 create_t1 was changed after it was applied on 20.* UTC \[MG532\]'
    check_status 3 "status says so too" migrate status
    check_status 3 "and downgrade" migrate downgrade -1
    check "stamp accepts it" migrate stamp 2
    check "and then it goes on" migrate upgrade
    check "stamp of base" migrate stamp base
    same "leaves the tables" "t3" "$(psql -qAt "$URL" -c "select to_regclass('t3')")"
    check "stamp of head" migrate stamp head
    check "status is at head" migrate status
    unset DATABASE_URL
}

test_other_histories() {
    project
    new_database
    export DATABASE_URL=$URL
    table 1
    table 2
    table 3
    build >/dev/null
    migrate upgrade >/dev/null
    rm schema/migrations/003*
    build >/dev/null
    check_status 3 "a database that is ahead is refused" migrate upgrade
    says "saying where it is" 'the database is ahead of this runner: it is at 003 create_t3, the runner ends at 002 create_t2 \[MG533\]'
    check_status 3 "current shows where it is all the same" migrate current
    says "number, hash, name" '^003 000000000003 create_t3$'
    table 3
    sed -i 's/000000000003/aaaaaaaaaaaa/' schema/migrations/003*
    build >/dev/null
    check_status 3 "a database that is beside is refused" migrate status
    says "naming both" 'its 003 is create_t3 \(000000000003\).* the runner.s is create_t3 \(aaaaaaaaaaaa\) \[MG534\]'
    psql -qX "$URL" -c "update modelgen.ledger set format = 99"
    check_status 3 "a newer ledger is refused" migrate current
    says "saying so" '\[MG531\]'
    unset DATABASE_URL
}

test_chains() {
    project
    table 1
    table 2
    table 3
    rm schema/migrations/002*
    build >/dev/null
    check_status 3 "a gap is refused by every command" migrate heads
    says "naming the file" '^003_create_t3.c: error: its number is 003, but the migration before it is 001'
    table 2
    cp schema/migrations/003_create_t3.c schema/migrations/003_again.c
    sed -i 's/000000000003/bbbbbbbbbbbb/' schema/migrations/003_again.c
    build >/dev/null
    check_status 3 "two with one number are refused" migrate history
    says "naming both" '^003_create_t3.c: error: its number is 003, and so is that of 003_again.c \[MG521\]'
    sed -i 's/.number = 3/.number = 4/' schema/migrations/003_again.c
    build >/dev/null
    check_status 3 "two heads are refused" migrate current
    says "naming both" 'it revises 000000000002, and so does 003_create_t3.c \[MG523\]'
}

test_ledger_of_another_user() {
    project
    new_database
    table 1
    build >/dev/null
    psql -qX "$URL" -c "create role weak_$$ login"
    check_status 3 "a user without rights" migrate upgrade -d "${URL%%&user=*}&user=weak_$$"
    says "is told so" 'permission denied for database .* \(SQLSTATE 42501\) \[MG516\]'
    migrate upgrade -q -d "$URL"
    check_status 3 "also when only the ledger is out of reach" migrate status -d "${URL%%&user=*}&user=weak_$$"
    says "it names the schema" 'permission denied for schema modelgen'
    psql -qX "$URL" -c "drop role weak_$$"
}

test_no_connection() {
    check_status 3 "no server" migrate current -d "postgresql://u:secret@/x?host=$WORK"
    says "is said" 'error: connection to server on socket .* failed: No such file or directory \[MG511\]'
    check_status 3 "no database" migrate current -d "postgresql:///nodb?host=$PGHOST&user=$PGUSER&password=secret"
    says "is said" 'database "nodb" does not exist \(SQLSTATE 3D000\) \[MG513\]'
    check_status 3 "no role" migrate current -d "postgresql://nobody:secret@/postgres?host=$PGHOST"
    says "is said" 'role "nobody" does not exist .*\[MG512\]'
    check_status 3 "a URL that is none" migrate current -d "postgresql://ann:sec@ret@/x?nonsense=1&password=secret"
    says "is said" '\[MG514\]'
    if printf %s "$output" | grep -q secret; then not_ok "no password is shown" "$output"; else ok "no password is shown"; fi
    check_status 3 "another that is none" migrate current -d "postgres//ann:secret@host/x=y z"
    if printf %s "$output" | grep -q secret; then not_ok "nor here" "$output"; else ok "nor here"; fi
}

test_wrong_password() {
    [ -w "$TEST_SERVER/data/pg_hba.conf" ] || return
    new_database
    psql -qX postgres -c "set password_encryption = 'scram-sha-256'" -c "create role locked_$$ login password 'right'"
    sed -i "1i local all locked_$$ scram-sha-256" "$TEST_SERVER/data/pg_hba.conf"
    psql -qXAt postgres -c "select pg_reload_conf()" >/dev/null
    sleep 0.2
    check_status 3 "a wrong password" migrate current -d "postgresql://locked_$$:wr0ng@/postgres?host=$PGHOST"
    says "is said" 'password authentication failed for user "locked_.* \[MG512\]'
    if printf %s "$output" | grep -q wr0ng; then not_ok "without it" "$output"; else ok "without it"; fi
    check_status 3 "no password" migrate current -d "postgresql://locked_$$@/postgres?host=$PGHOST"
    says "is said" 'no password supplied.* \[MG512\]'
    check "the right password" migrate current -d "postgresql://locked_$$:right@/postgres?host=$PGHOST"
    sed -i 1d "$TEST_SERVER/data/pg_hba.conf"
    psql -qX postgres -c "drop role locked_$$"
}

test_no_migrations
test_up_and_down
test_usage
test_failure
test_refusals
test_edited
test_other_histories
test_chains
test_ledger_of_another_user
test_no_connection
test_wrong_password
