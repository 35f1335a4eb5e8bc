# A migration that is half done: what status and repair say of it, and what can be decided.
. "$(dirname "$0")/lib.sh"
. "$TOP/tests/support/project.sh"
need_server

rows() { psql -qX "$URL" -c "insert into t1 (id) overriding system value select generate_series(1, 100)"; }

# A database with rows, in which migration 2 stops at a unique index that the rows do not allow.
half_done() {
    project
    table 1
    migration 2 parts 'execute(m, "alter table t1 add column n integer; insert into t1 (id) overriding system value values (5000)");
    create_index(m, "idx_n", ON("t1", "n")); create_index(m, "idx_one", UNIQUE_ON("t1", "(id / 1000)"));
    execute(m, "comment on column t1.n is '"'last'"'");' \
        'drop_index(m, "idx_one"); drop_index(m, "idx_n"); drop_column(m, "t1", "n");'
    table 3
    build >/dev/null
    new_database
    export DATABASE_URL=$URL
    migrate upgrade 1 -q
    rows
    check_status 3 "a migration stops half-way" migrate upgrade
    says "and says what stays" '^3 of the 5 steps of 002 parts are done and stay'
}

answers() { psql -qAtX "$URL" -c "$1"; }

test_seen() {
    half_done
    check_status 1 "status sees it" migrate status
    says "and how far it came" '^half done: the upgrade of 000000000002, begun on 20.* UTC, 3 of 5 steps done; `migrate repair`'
    check_status 1 "so does repair" migrate repair
    says "step by step" '^    3  done     create_index: CREATE INDEX CONCURRENTLY idx_n'
    says "also what is not done" '^    4  pending  create_index: CREATE UNIQUE INDEX CONCURRENTLY idx_one'
    says "and how to go on" '^`migrate upgrade \+1` goes on to the end'
    check_status 1 "as JSON" migrate repair --json
    says "too" '"open":\{"revision":"000000000002","direction":"upgrade".*"steps":5,"done":3,"running":0\},"changed":false'
    same "nothing of the failed index is left" "0" "$(answers "select count(*) from pg_index where not indisvalid")"
    check_status 3 "another way is refused" migrate downgrade -1
    says "as long as it is half done" 'the upgrade of migration 000000000002, .* 3 of its 5 steps are done \[MG536\]'
    check_status 3 "stamp is, too" migrate stamp 3
    says "likewise" 'MG536'
    sed -i 's/last/first/' schema/migrations/002_parts.c
    build >/dev/null
    check_status 3 "a source that was changed half-way is refused" migrate upgrade
    says "by name" '^002_parts.c: error: the source was changed after the migration had been begun on .* 3 of its 5 steps are done \[MG537\]'
    check_status 1 "repair says so" migrate repair
    says "step by step" "^\\+      pending  execute: comment on column t1.n is .first."
    sed -i 's/first/last/' schema/migrations/002_parts.c
    build >/dev/null
    psql -qX "$URL" -c "delete from t1 where id between 2 and 100"
    check "once it can, the same command goes on" migrate upgrade
    check "and nothing is half done" migrate repair
    says "any more" '^no migration is half done'
    same "each step was done once" "2 last" "$(psql -qAt -F ' ' "$URL" -c "select count(*), col_description('t1'::regclass, 2) from t1")"
    unset DATABASE_URL
}

test_decided() {
    half_done
    check_status 3 "there is no step 9" migrate repair --done 9
    says "to decide" 'there is no step 9: the migration has 5 \[MG551\]'
    psql -qX "$URL" -c "create index idx_one on t1 ((id / 1000))"
    check "a step that was done by hand counts as done" migrate repair --done 4
    check "behind which the same command goes on" migrate upgrade 2
    same "and does not do it again" "f" "$(answers "select indisunique from pg_index where indexrelid = 'idx_one'::regclass")"
    same "the ledger knows" "step 4 is done" "$(answers "select error from modelgen.history where direction = 'repair'")"
    check_status 3 "then there is nothing to decide" migrate repair --pending 4
    says "any more" 'no migration is half done: there is nothing to decide \[MG551\]'
    unset DATABASE_URL
}

test_abandoned() {
    half_done
    check_status 3 "what is done is not given up lightly" migrate repair --abandon
    says "but for good reason" '3 of the 5 steps are done or begun, and would stay as they are \[MG551\]'
    check "it is with --keep" migrate repair --abandon --keep
    check_status 1 "the database counts as before it" migrate status
    says "indeed" '^at 001 create_t1, 2 migrations pending'
    psql -qX "$URL" -c "alter table t1 drop column n" -c "delete from t1 where id > 1"
    check "and the migration can be applied anew" migrate upgrade
    unset DATABASE_URL
}

test_unknown() {
    project
    table 1
    migration 2 unnamed 'execute(m, "create index concurrently on t1 ((id + 1))");' ''
    build >/dev/null
    new_database
    export DATABASE_URL=$URL
    migrate upgrade -q 1
    rows
    psql -qX "$URL" -c "begin" -c "update t1 set id = id where id = 1" -c "select pg_sleep(3)" -c commit >/dev/null &
    local holder=$!
    sleep 0.3
    build/migrate upgrade -q >/dev/null 2>&1 &
    local pid=$!
    while ! answers "select query from pg_stat_activity where state = 'active'" | grep -q '^create index'; do sleep 0.05; done
    kill -9 $pid
    wait $pid $holder 2>/dev/null
    check_status 3 "what nothing tells is not guessed" migrate upgrade
    says "but asked" 'step 1 was interrupted, and whether it was carried out is not known: create index concurrently on t1 .*\[MG547\]'
    says "with the ways" '`migrate repair --done 1` if it was, `migrate repair --pending 1`'
    check_status 1 "repair says the same" migrate repair
    says "of it" '^    1  running  execute: create index'
    says "and what to look at" 'nothing tells whether it was carried out'
    check "a person says that it was" migrate repair --done 1
    check "and it goes on" migrate upgrade
    same "it was built once" "1" "$(answers "select count(*) from pg_indexes where tablename = 't1' and indexdef like '%+ 1%'")"
    unset DATABASE_URL
}

test_remnants() {
    half_done
    psql -qX "$URL" -c "create unique index concurrently left_over on t1 ((id / 1000))" 2>/dev/null
    check_status 1 "repair finds invalid indexes" migrate repair
    says "by name" '^index left_over of t1 is not valid'
    check "and drops them" migrate repair --drop-invalid
    same "all" "0" "$(answers "select count(*) from pg_index where not indisvalid")"
    unset DATABASE_URL
}

test_held() {
    project
    migration 1 tables 'create_table(m, "users", COLUMN("id", "bigint"), COLUMN("old", "text"));' 'drop_table(m, "users");'
    migration 2 dropped 'drop_column(m, "users", "old");' 'add_column(m, "users", COLUMN("old", "text"));'
    build >/dev/null
    new_database
    export DATABASE_URL=$URL
    migrate upgrade -q 1
    psql -qX "$URL" -c "insert into users values (1, 'x')"
    migrate upgrade -q
    check "status says what is held" migrate status
    says "by name" '^held: column users.old, dropped on 20'
    check "in JSON, too" migrate status --json
    says "likewise" '"half_done":null,"held":\[\{"kind":"column","name":"users.old"'
    unset DATABASE_URL
}

test_seen
test_decided
test_abandoned
test_unknown
test_remnants
test_held
