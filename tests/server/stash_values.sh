# What a change of type replaces is kept, and comes back with the way back.
. "$(dirname "$0")/lib.sh"
. "$TOP/tests/support/project.sh"
need_server
unset MIGRATE_ALLOW

rows() { psql -qAt "$URL" -c "select * from $1 order by id" 2>&1; }
held() { psql -qAt -F ' ' "$URL" -c "select kind, relation, name from modelgen.stash order by id"; }
query() { psql -qAtX -v ON_ERROR_STOP=1 "$URL" "${@/#/-c}"; }

# Each sort of change, in one transaction.
test_sorts() {
    project
    migration 1 tables 'create_enum(m, "mood", "sad", "mad", "glad");
    create_table(m, "t", COLUMN("id", "bigint", NOT_NULL), COLUMN("n", "text", NOT_NULL), COLUMN("name", "varchar(20)"), COLUMN("price", "numeric(10,3)", NOT_NULL),
        COLUMN("at", "timestamptz"), COLUMN("mood", "mood", NOT_NULL), COLUMN("big", "bigint"), PRIMARY_KEY("n", "id"));
    create_table(m, "bare", COLUMN("id", "integer"), COLUMN("name", "text"));
    execute(m, "create function never() returns trigger language plpgsql as $f$begin raise exception $$touched$$; end$f$; create trigger never before update on t for each row execute function never()");' \
        'drop_table(m, "bare"); drop_table(m, "t"); drop_type(m, "mood"); execute(m, "drop function never");'
    migration 2 narrow 'rename_column(m, "t", "name", "title");
    alter_column(m, "t", "title", TYPE("varchar(3)"), USING("left(title, 3)")); alter_column(m, "t", "price", TYPE("numeric(10,1)"));
    alter_column(m, "t", "at", TYPE("date")); alter_column(m, "t", "big", TYPE("integer"), USING("least(big, 1000)::integer"));
    rename_type(m, "mood", "mood_old"); create_enum(m, "mood", "sad", "glad");
    alter_column(m, "t", "mood", TYPE("mood"), USING("(CASE mood::text WHEN '"'mad'"' THEN '"'sad'"' ELSE mood::text END)::mood")); drop_type(m, "mood_old");' \
        'add_enum_value(m, "mood", "mad", AFTER("sad"));
    alter_column(m, "t", "big", TYPE("bigint")); alter_column(m, "t", "at", TYPE("timestamptz")); alter_column(m, "t", "price", TYPE("numeric(10,3)"));
    alter_column(m, "t", "title", TYPE("varchar(20)")); rename_column(m, "t", "title", "name");'
    build >/dev/null
    new_database
    export DATABASE_URL=$URL
    migrate upgrade 1 >/dev/null 2>&1
    query "insert into t select i, 'k' || i, 'name ' || i, i + 0.125, timestamptz '2026-01-02 03:04+00' + i * interval '1 day', (enum_range(null::mood))[1 + i % 3], i * 200 from generate_series(1, 10) i"
    query "insert into t values (11, 'k11', 'abc', 3.5, '2026-01-02 00:00', 'sad', null)"
    local before schema
    before=$(rows t)
    schema=$(dump_schema "$URL")
    check "types get narrower" migrate upgrade
    same "the rows are" "10|k10|nam|10.1|2026-01-12|sad|1000" "$(query "select id, n, title, price, at, mood, big from t where id = 10")"
    same "what they were is held" "values t title
values t price
values t at
values t big
values t mood" "$(held)"
    same "of the rows that change alone" "10 6 4" "$(query "select string_agg(n::text, ' ' order by id) from (select id, (xpath('/row/c/text()', query_to_xml('select count(*) as c from ' || held, false, true, '')))[1]::text::int n from modelgen.stash where name in ('title', 'big', 'mood')) c")"
    check "status says so" migrate status
    says "with a size" '^held: values t.mood \(.*\), replaced on '
    check "the way back brings it back" migrate downgrade 1
    same "each value" "$before" "$(rows t)"
    same "and nothing else is changed" "$schema" "$(dump_schema "$URL")"
    same "nothing is held then" "" "$(held)"
    same "nor left" "0" "$(query "select count(*) from pg_namespace where nspname ~ 'modelgen_dropped'")"

    check "up again" migrate upgrade
    query "set session_replication_role = replica" "update t set title = 'new' where id = 1" "update t set mood = 'glad' where id = 4" "update t set big = 7 where id = 9" "delete from t where id = 2" "insert into t values (12, 'k12', 'x', 1, null, 'sad', 1000)"
    check "what was changed since" migrate downgrade 1
    same "stays" "1|new|mad 4|name 4|glad 9|name 9|sad 12|x|sad" "$(query "select string_agg(concat_ws('|', id, name, mood), ' ' order by id) from t where id in (1, 2, 4, 9, 12)")"
    same "value by value" "7|9.125" "$(query "select big, price from t where id = 9")"
    unset DATABASE_URL
}

# Without a rewrite, while others write and the runner is killed: what is kept is what was there when the new
# type took over, and what is written meanwhile is lost no more than the rest.
writes() { # writes FILE: until it is gone
    local n=0
    while [ -e "$1" ]; do
        n=$((n + 1))
        echo "insert into t (id, word, copy) values (100000 + $n, 'word of $n', 'word of $n');
            update t set word = 'w$n of ' || id, copy = 'w$n of ' || id where id in (select (random() * 9000)::int from generate_series(1, 5));
            delete from t where id = (random() * 9000)::int;"
        sleep 0.005
    done | psql -qX "$URL" >"$WORK/writes" 2>&1
}

test_online() {
    project
    migration 1 tables 'create_table(m, "t", COLUMN("id", "bigint", NOT_NULL), COLUMN("word", "varchar(30)"), COLUMN("copy", "text"), PRIMARY_KEY("id"));' 'drop_table(m, "t");'
    migration 2 narrow 'alter_column(m, "t", "word", TYPE("varchar(4)"), USING("left(word, 4)"), ONLINE);' 'alter_column(m, "t", "word", TYPE("text"), USING("word::text"), ONLINE); alter_column(m, "t", "word", TYPE("varchar(30)"));'
    build >/dev/null
    new_database
    export DATABASE_URL=$URL
    migrate upgrade 1 >/dev/null 2>&1
    query "insert into t select i, 'word of ' || i, 'word of ' || i from generate_series(1, 10000) i" "insert into t values (20000, 'abc', 'abc'), (20001, null, null)"
    touch "$WORK/going"
    writes "$WORK/going" &
    local writer=$! delay
    for delay in 0.03 0.06 0.1 0.15; do
        { timeout -s KILL $delay build/migrate upgrade; } >/dev/null 2>&1
    done
    check "a type gets narrower while others write" migrate upgrade
    rm "$WORK/going"
    wait $writer
    # From here on the new type holds: what was written longer than that was refused.
    same "no writer has noticed but that" "" "$(grep -v 'value too long' "$WORK/writes" | grep ERROR)"
    same "the rows are cut" "4" "$(query "select max(length(word)) from t")"
    same "but kept: all that reads different, as it was last" "0" "$(query "select count(*) from t left join $(query 'select held from modelgen.stash') on _key1 = id where coalesce(_was, word) is distinct from copy")"
    same "and nothing else" "0" "$(query "select count(*) from $(query 'select held from modelgen.stash') where _was is not distinct from _now")"
    query "update t set word = 'new' where id = 9500"
    check "the way back, without a rewrite" migrate downgrade 1
    same "brings it back, but for what was changed" "9500" "$(query "select id from t where word is distinct from copy")"
    same "nothing is held then" "" "$(held)"
    same "nothing is left" "0" "$(query "select count(*) from pg_proc p join pg_namespace n on n.oid = pronamespace where proname ~ 'modelgen|_keep|_back' and nspname !~ '^pg_'")"
    unset DATABASE_URL
}

# Tables in use, partitioned ones among them, get their values back in batches.
test_batches() {
    project
    migration 1 tables 'create_enum(m, "mood", "sad", "mad", "glad");
    create_table(m, "t", COLUMN("id", "bigint", NOT_NULL), COLUMN("mood", "mood"), COLUMN("name", "varchar(20)"), PRIMARY_KEY("id"));
    execute(m, "create table p (id integer not null, at integer not null, name varchar(20), n numeric(10,2), primary key (at, id)) partition by range (at);"
               "create table p_1 partition of p for values from (0) to (100);"
               "create table p_2 (n numeric(10,2), at integer not null, id integer not null, name varchar(20)); alter table p attach partition p_2 for values from (100) to (200)");' \
        'drop_table(m, "p"); drop_table(m, "t"); drop_type(m, "mood");'
    migration 2 narrow 'rename_type(m, "mood", "mood_old"); create_enum(m, "mood", "sad", "glad");
    alter_column(m, "t", "mood", TYPE("mood"), USING("(CASE mood::text WHEN '"'mad'"' THEN '"'sad'"' ELSE mood::text END)::mood")); drop_type(m, "mood_old");
    alter_column(m, "t", "name", TYPE("varchar(2)"), USING("left(name, 2)"));
    alter_column(m, "p", "name", TYPE("varchar(2)"), USING("left(name, 2)")); alter_column(m, "p", "n", TYPE("integer"));' \
        'alter_column(m, "p", "n", TYPE("numeric(10,2)")); alter_column(m, "p", "name", TYPE("varchar(20)")); alter_column(m, "t", "name", TYPE("varchar(20)")); add_enum_value(m, "mood", "mad", AFTER("sad"));'
    build >/dev/null
    new_database
    export DATABASE_URL=$URL
    migrate upgrade 1 >/dev/null 2>&1
    query "insert into t select i, (enum_range(null::mood))[1 + i % 3], 'name ' || i from generate_series(1, 20000) i" \
        "insert into p select i, i % 200, 'name ' || i, i + 0.25 from generate_series(1, 5000) i"
    local t p
    t=$(rows t) p=$(rows p)
    check "a large table and a partitioned one get narrower" migrate upgrade --allow rewrite
    same "all of it is held" "5000|5000|6667|20000" "$(for held in $(query 'select held from modelgen.stash order by name, relation desc'); do query "select count(*) from $held"; done | sort -n | paste -sd '|')"
    check "the way back can be seen" migrate downgrade 1 --plan --allow rewrite
    says "with its batches" 'in batches'
    check "and taken" migrate downgrade 1 --allow rewrite
    [ "$t" = "$(rows t)" ] && ok "it brings the one back" || not_ok "it brings the one back"
    [ "$p" = "$(rows p)" ] && ok "and the other" || not_ok "and the other" "$(diff <(echo "$p") <(rows p) | head -5)"
    same "nothing is held then" "" "$(held)"

    check "up again" migrate upgrade --allow rewrite
    check "what is held can be let go of by name" migrate purge t.name p
    says "which is final" '^let go of 3: it cannot come back'
    same "the rest stays" "values t mood" "$(held)"
    check "and back" migrate downgrade 1 --allow rewrite
    same "comes what was left" "20000 0" "$(query "select count(*) filter (where mood = (enum_range(null::mood))[1 + id % 3]) || ' ' || count(*) filter (where length(name) > 2) from t")"
    check "nothing is kept where nobody wants it" migrate upgrade --allow rewrite --no-stash
    same "at all" "" "$(held)"
    unset DATABASE_URL
}

# Rows are known by any key, also one that the column is part of: then by what it has become. So are columns whose
# new values nobody knows before, those that change twice, those that later migrations exchange for others, and
# those of a session elsewhere.
test_keys() {
    project
    migration 1 tables 'create_table(m, "self", COLUMN("id", "numeric(5,2)", NOT_NULL), COLUMN("word", "text"), PRIMARY_KEY("id"));
    create_table(m, "part", COLUMN("at", "timestamptz", NOT_NULL), COLUMN("id", "integer", NOT_NULL), COLUMN("word", "text"), PRIMARY_KEY("id", "at"));
    create_table(m, "other", COLUMN("word", "text"), COLUMN("id", "integer", NOT_NULL), COLUMN("at", "timestamptz"), COLUMN("twice", "numeric(8,3)"), COLUMN("u", "integer"), UNIQUE("id"));' \
        'drop_table(m, "other"); drop_table(m, "part"); drop_table(m, "self");'
    migration 2 narrow 'alter_column(m, "self", "word", TYPE("varchar(4)"), USING("left(word, 4)")); alter_column(m, "self", "id", TYPE("integer"));
    alter_column(m, "part", "at", TYPE("timestamptz(0)")); alter_column(m, "part", "word", TYPE("varchar(4)"), USING("left(word, 4)"));
    alter_column(m, "other", "word", TYPE("varchar(4)"), USING("left(word, 4)")); alter_column(m, "other", "at", TYPE("date"));
    alter_column(m, "other", "twice", TYPE("numeric(8,1)")); alter_column(m, "other", "twice", TYPE("integer")); alter_column(m, "other", "u", TYPE("uuid"), USING("gen_random_uuid()"));' \
        'alter_column(m, "other", "u", TYPE("integer"), USING("0")); alter_column(m, "other", "twice", TYPE("numeric(8,1)")); alter_column(m, "other", "twice", TYPE("numeric(8,3)"));
    alter_column(m, "other", "at", TYPE("timestamptz")); alter_column(m, "other", "word", TYPE("text"));
    alter_column(m, "part", "word", TYPE("text")); alter_column(m, "part", "at", TYPE("timestamptz"), USING("at::timestamptz"));
    alter_column(m, "self", "id", TYPE("numeric(5,2)")); alter_column(m, "self", "word", TYPE("text"));'
    migration 3 exchange 'alter_column(m, "other", "id", TYPE("bigint"), ONLINE); alter_column(m, "other", "word", TYPE("char(9)"), USING("word"), ONLINE);' \
        'alter_column(m, "other", "word", TYPE("varchar(4)"), USING("word"), ONLINE); alter_column(m, "other", "id", TYPE("integer"), ONLINE);'
    build >/dev/null
    new_database
    export DATABASE_URL=$URL
    migrate upgrade 1 >/dev/null 2>&1
    query "insert into self select i + 0.25, 'word of ' || i from generate_series(1, 9) i" \
        "insert into part select timestamptz '2026-01-02 03:04:05.678+00' + i * interval '1 hour', i, 'word of ' || i from generate_series(1, 9) i" \
        "insert into other select 'word of ' || i, i, timestamptz '2026-01-02 00:00+00' + i * interval '12 hours', i + 0.126, i from generate_series(1, 9) i"
    all() { query 'select id, word from self order by id' 'select id, at, word from part order by id' 'select id, word, at, twice, u from other order by id'; }
    local before
    before=$(all)
    check "what is kept needs no consent" migrate upgrade
    same "nothing is lost" "0" "$(query "select count(*) from modelgen.stash where kind = 'lost'")"
    check "back, elsewhere" env PGTZ=Asia/Tokyo PGDATESTYLE=German build/migrate downgrade 1
    same "all of it comes back" "$before" "$(all)"
    same "and what this way has replaced is kept" "other u" "$(query "select relation || ' ' || name from modelgen.stash")"
    unset DATABASE_URL
    unset -f all
}

# What an enum loses is kept, and no loss is left of what loss() says of the type.
test_labels() {
    project
    migration 1 tables 'create_enum(m, "mood", "sad", "mad", "glad"); create_table(m, "t", COLUMN("id", "integer", NOT_NULL), COLUMN("mood", "mood"), PRIMARY_KEY("id"));
    create_table(m, "u", COLUMN("mood", "mood", NOT_NULL), PRIMARY_KEY("mood")); create_table(m, "bare", COLUMN("mood", "mood"));' \
        'drop_table(m, "bare"); drop_table(m, "u"); drop_table(m, "t"); drop_type(m, "mood");'
    local to="TYPE(\"mood\"), USING(\"(CASE mood::text WHEN 'mad' THEN 'sad' ELSE mood::text END)::mood\")"
    migration 2 less "loss(m, \"value mad\"); rename_type(m, \"mood\", \"mood_old\"); create_enum(m, \"mood\", \"sad\", \"glad\");
    alter_column(m, \"t\", \"mood\", $to); alter_column(m, \"u\", \"mood\", $to); alter_column(m, \"bare\", \"mood\", $to); drop_type(m, \"mood_old\");" \
        'add_enum_value(m, "mood", "mad", AFTER("sad"));'
    build >/dev/null
    new_database
    export DATABASE_URL=$URL
    migrate upgrade 1 >/dev/null 2>&1
    query "insert into t values (1, 'sad'), (2, 'mad')" "insert into u values ('mad')"
    check "where all is kept nobody is asked" migrate upgrade
    check "and" migrate downgrade 1
    same "it comes back, the key itself too" "mad mad" "$(query "select t.mood || ' ' || u.mood from t, u where id = 2")"
    query "insert into bare values ('mad')"
    check_status 3 "where it is not" migrate upgrade
    says "somebody is" 'loses data: value mad'
    unset DATABASE_URL
}

# Without a key a row has no name, and a key does not tell a row from one of a child: then the loss stands, and the
# downgrade says so.
test_lost() {
    project
    migration 1 tables 'create_table(m, "bare", COLUMN("id", "integer"), COLUMN("name", "text"), UNIQUE("id")); create_table(m, "p", COLUMN("id", "integer", NOT_NULL), COLUMN("n", "numeric(5,2)"), PRIMARY_KEY("id"));
    create_table(m, "c", OPTIONS(INHERITS("p")));' \
        'drop_table(m, "c"); drop_table(m, "p"); drop_table(m, "bare");'
    migration 2 narrow 'loss(m, "long names"); alter_column(m, "bare", "name", TYPE("varchar(2)"), USING("left(name, 2)"));
    loss(m, "cents"); alter_column(m, "p", "n", TYPE("integer")); alter_column(m, "bare", "id", TYPE("smallint"));' \
        'alter_column(m, "bare", "id", TYPE("integer")); alter_column(m, "p", "n", TYPE("numeric(5,2)")); alter_column(m, "bare", "name", TYPE("text"));'
    build >/dev/null
    new_database
    export DATABASE_URL=$URL
    migrate upgrade 1 >/dev/null 2>&1
    query "insert into bare values (1, 'long'), (2, 'a')" "insert into p values (1, 1.5)" "insert into c values (1, 2.5)"
    check_status 3 "what cannot be kept" migrate upgrade
    says "needs consent" 'loses data: long names'
    check "and is taken note of" migrate upgrade --allow loss
    same "where there was something" "lost bare name
lost p n" "$(held)"
    check "nothing is held" migrate purge
    same "indeed" "" "$output"
    check "the way back" migrate downgrade 1
    says "names it" 'values of bare.name that the migration replaced do not come back: they were not kept'
    says "each" 'values of p.n that'
    same "once" "" "$(held)"
    unset DATABASE_URL
}

# What a way back replaces is kept likewise, and comes back with the next upgrade.
test_down() {
    project
    migration 1 tables 'create_table(m, "t", COLUMN("id", "integer", NOT_NULL), COLUMN("done", "boolean"), COLUMN("name", "varchar(3)"), PRIMARY_KEY("id"));' 'drop_table(m, "t");'
    migration 2 wide 'alter_column(m, "t", "done", TYPE("timestamptz"), USING("CASE WHEN done THEN now() END")); alter_column(m, "t", "name", TYPE("text"));' \
        'loss(m, "long names"); alter_column(m, "t", "name", TYPE("varchar(3)"), USING("left(name, 3)")); alter_column(m, "t", "done", TYPE("boolean"), USING("done IS NOT NULL"));'
    build >/dev/null
    new_database
    export DATABASE_URL=$URL
    migrate upgrade 1 >/dev/null 2>&1
    query "insert into t values (1, true, 'abc'), (2, false, 'd'), (3, null, null)"
    check "types get wider" migrate upgrade
    query "update t set name = 'longer' where id = 2" "insert into t values (4, '2026-01-02 03:04:05.678+00', 'much longer')"
    local after
    after=$(rows t)
    check "a way back that loses" migrate downgrade 1
    same "brings back what was, and keeps what it cuts" "1|t|abc 2|f|lon 4|t|muc" "$(query "select * from t where id <> 3 order by id" | paste -sd ' ')"
    check "the next upgrade" migrate upgrade
    same "has it again" "$after" "$(rows t)"
    check "as often as one likes" migrate downgrade 1
    check "there" migrate upgrade
    same "and back" "$after" "$(rows t)"
    check "a loss that is wanted is one" migrate downgrade 1 --allow loss
    same "and nothing of it is held" "0" "$(query "select count(*) from modelgen.stash where held ~ '_down_'")"
    unset DATABASE_URL
}

for test in ${ONLY:-sorts keys labels online batches lost down}; do "test_$test"; done
