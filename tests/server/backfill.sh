# backfill of tables in use goes by their key: each row is done once, whatever else happens to it, and
# however often the runner is killed.
. "$(dirname "$0")/lib.sh"
. "$TOP/tests/support/project.sh"
need_server

ask() { psql -qAtX -F ' ' "$URL" -c "$1"; }

# How often rows were done, in all tables with a column n: "table: rows x times".
done_of() {
    ask "select string_agg(format('%s:%s', t, (xpath('//c/text()', query_to_xml(format('select string_agg(distinct n::text, '','') as c from %s', t), false, true, '')))[1]), ' ' order by t)
        from (select attrelid::regclass::text t from pg_attribute join pg_class on pg_class.oid = attrelid
            where attname = 'n' and relkind = 'r' and relnamespace = 'public'::regnamespace) s"
}

# Tables with keys of all sorts, each of 1200 rows, and what makes them from the number i.
KEYS=(
    "ints|a integer|i"
    "pairs|a text, b timestamptz|'it''s \"' || i % 7 || '\\,{}', '2020-03-29 00:00+00'::timestamptz + i * interval '7 hours'"
    "uuids|a uuid|md5(i::text)::uuid"
    "floats|a float8|case i when 1 then 'NaN' when 2 then 'Infinity' when 3 then '-Infinity' else 1 / i::float8 end"
    "numbers|a numeric|case i when 1 then 'NaN' else i / 7.0 end"
    "spans|a interval|(i - 600) * interval '-1 month -1 day 02:03:04.5'"
    "days|a date, b time|'2020-01-01'::date + i % 30 - 9, '00:00'::time + i * interval '1 minute'"
    "bits|a bytea, b bit(11)|decode(md5(i::text), 'hex'), i::bit(11)"
    "blanks|a char(8), b varchar(9), c name|i % 3, i % 40, i"
    "moods|a mood, b integer|(enum_range(null::mood))[1 + i % 3], i"
    "words|a word|case i when 1 then '' when 2 then 'ä' else 'w' || i end"
    "lists|a integer[], b text[]|array[i % 5, i], array[null, '', i::text]"
    "ranges|a int4range, b inet|int4range(i % 9, i % 9 + 5), '10.0.0.0'::inet + i"
    "whole|a pair|row(i % 8, 'x' || i)::pair"
)

test_keys() {
    project
    local key name columns backfills=
    for key in "${KEYS[@]}"; do
        name=${key%%|*}
        backfills="$backfills backfill(m, \"$name\", SET(\"n = n + 1\"), WHERE(\"n >= 0\"));"
    done
    migration 1 nothing 'execute(m, "select 1");' ''
    migration 2 all "$backfills
    backfill(m, \"Odd\", SET(\"n = n + 1\")); backfill(m, \"looks\", SET(\"n = n + 1\"));" ''
    build >/dev/null
    new_database
    psql -qX -v ON_ERROR_STOP=1 "$URL" -c "create type mood as enum ('sad', 'so', 'glad'); create type pair as (x integer, y text);
        create collation loose (provider = icu, locale = 'und-u-ks-level2', deterministic = false);
        create domain base as text collate loose; create domain word as base check (value <> 'none')" \
        -c "create table \"Odd\" (\"The \"\"Key\" integer not null, \"order\" text not null, m integer, n integer not null default 0);
            create unique index odd on \"Odd\" (\"The \"\"Key\", \"order\") include (m); create unique index on \"Odd\" (m); create unique index on \"Odd\" (\"order\" desc)" \
        -c "insert into \"Odd\" select i % 40, i, i from generate_series(1, 1200) i" \
        -c "create table looks (a integer primary key, n integer not null default 0);
            insert into looks select generate_series(1, 1200); alter table looks enable row level security, force row level security"
    for key in "${KEYS[@]}"; do
        IFS='|' read -r name columns key <<<"$key"
        psql -qX -v ON_ERROR_STOP=1 "$URL" \
            -c "create table $name ($columns, n integer not null default 0, primary key ($(sed -E 's/(^|, )([^ ]+) [^,]*/\1\2/g' <<<"$columns")))" \
            -c "insert into $name select $key from generate_series(1, 1200) i"
    done
    migrate upgrade 1 -q -d "$URL"
    psql -qX "$URL" -c "do \$\$ begin execute format('alter database %I set datestyle = ''German''', current_database());
        execute format('alter database %I set intervalstyle = ''sql_standard''', current_database());
        execute format('alter database %I set timezone = ''Europe/Berlin''', current_database());
        execute format('alter database %I set plan_cache_mode = ''force_generic_plan''', current_database()); end \$\$"
    check "rows are updated by keys of all sorts" migrate upgrade -d "$URL"
    same "each of them once" "1" "$(done_of | grep -oE ':[^ ]*' | sort -u | tr -d ':\n')"
    same "up to the last one" "t $((${#KEYS[@]} + 2))" "$(ask "select bool_and(block >= 1200 and rows = 1200 and place = last_place), count(*) from modelgen.step where kind = 'keys'")"
    same "in several batches" "t" "$(ask "select count(distinct xmin::text) > 1 from pairs")"
}

# Others write all the time; the runner is killed again and again, and goes on with other settings.
test_killed() {
    project
    migration 1 tables 'execute(m, "create table t (at timestamptz, k text, n integer not null default 0, hits integer not null default 0, flag boolean, primary key (at, k))");
    execute(m, "create table p (a integer, k uuid, n integer not null default 0, hits integer not null default 0, primary key (k, a)) partition by list (a);"
               "create table p_1 partition of p for values in (1); create table p_2 partition of p for values in (2) partition by range (k);"
               "create table p_2_x partition of p_2 default; create table p_3 (hits integer not null default 0, n integer not null default 0, k uuid not null, a integer not null);"
               "alter table p attach partition p_3 for values in (3)");' ''
    migration 2 once 'add_column(m, "t", COLUMN("size", "integer"));
    backfill(m, "t", SET("(n, size) = (n + 1, length(k))"), WHERE("hits >= 0"));
    backfill(m, "p", SET("\"n\" = p.n + 1")); drop_column(m, "t", "flag");' ''
    build >/dev/null
    new_database
    export DATABASE_URL=$URL
    migrate upgrade 1 -q
    psql -qX "$URL" -c "insert into t (at, k) select '2024-02-29'::timestamptz + i / 3 * interval '1 hour', 'k''' || i from generate_series(1, 8000) i" \
        -c "insert into p (a, k) select i % 3 + 1, md5(i::text)::uuid from generate_series(1, 6000) i"
    check "the plan says how" migrate upgrade --plan
    says "by key" '2\. backfill \(.*, part 2, in batches by key\)'
    check "also to programs" migrate upgrade --plan --json
    says "by key" '"how":"keys","operation":"backfill"'
    (for i in $(seq 1 2000); do
        echo "update t set hits = hits + 1 where k = 'k''' || $((RANDOM % 8000 + 1)); update p set hits = hits + 1 where k = md5('$((RANDOM % 6000 + 1))')::uuid;"
    done | psql -qX "$URL" >/dev/null 2>&1) &
    local traffic=$! kills=0 ends=0 pid
    local styles=(ISO SQL,DMY German Postgres,MDY) zones=(UTC Asia/Kathmandu America/St_Johns)
    while [ "$ends" = 0 ] && [ $kills -lt 30 ]; do
        PGTZ=${zones[kills % 3]} PGDATESTYLE=${styles[kills % 4]} build/migrate upgrade -q --batch-time 5 --batch-pause $((kills < 8 ? 20 : 0)) 2>/dev/null &
        pid=$!
        sleep "0.$((RANDOM % 2))$((RANDOM % 10))$((RANDOM % 10))"
        kill -9 $pid 2>/dev/null || ends=1
        wait $pid 2>/dev/null
        kills=$((kills + 1))
    done
    kill $traffic 2>/dev/null
    wait $traffic 2>/dev/null
    check "killed $kills times, it arrives" migrate upgrade
    if [ $kills -gt 4 ]; then ok "that was often enough"; else not_ok "that was often enough" "$kills"; fi
    same "each row is done once" "8000 1 1 8000" "$(ask 'select count(*), min(n), max(n), count(size) from t')"
    same "of each partition" "6000 1 1" "$(ask 'select count(*), min(n), max(n) from p')"
    same "while others wrote" "t t" "$(ask 'select (select sum(hits) > 100 from t), (select sum(hits) > 100 from p)')"
    same "and the journal counts them" "8000 6000" "$(ask "select sum(rows) filter (where statement ~ 'UPDATE t'), sum(rows) filter (where statement ~ ' p') from modelgen.step where kind = 'keys'")"
    unset DATABASE_URL
}

# What has no key, or changes it; rows that come in meanwhile.
test_others() {
    project
    migration 1 tables 'execute(m, "create table bare (id integer, n integer not null default 0); create unique index on bare (id); create unique index on bare (n) where false;"
               "create table mixed (id integer primary key, n integer not null default 0); create table below () inherits (mixed);"
               "create table late (id integer primary key, n integer, m integer not null default 0); create table renamed (id integer primary key, n integer not null default 0);"
               "create table made (a text not null, low text not null generated always as (lower(a)) stored, n integer not null default 0, primary key (low))");' ''
    migration 2 bare 'backfill(m, "bare", SET("n = n + 1"));' ''
    migration 3 mixed 'backfill(m, "mixed", SET("n = n + 1"));' ''
    migration 4 key 'backfill(m, "late", SET("\"id\" = id + 1"));' ''
    migration 5 renamed 'rename_column(m, "renamed", "id", "key"); backfill(m, "renamed", SET("n = n + 1"));' ''
    migration 6 made 'backfill(m, "made", SET("a = a", "n = n + 1"));' ''
    migration 7 late 'backfill(m, "late", SET("n = id"), WHERE("n IS NULL")); backfill(m, "late", SET("m = m + 1"), WHERE("m < 7"));' ''
    build >/dev/null
    new_database
    export DATABASE_URL=$URL
    migrate upgrade 1 -q
    psql -qX "$URL" -c "insert into bare values (1), (2); insert into mixed values (1); insert into below values (2); insert into late select generate_series(1, 1200);
        insert into renamed values (1); insert into made values ('A')"
    local number
    for number in 2 3 4 5 6; do
        migrate stamp $((number - 1)) -q
        check_status 3 "what would be done twice to some rows is refused: $(basename schema/migrations/00${number}_*)" migrate upgrade "$number"
        says "with the reason" 'has no primary key to go by.*\[MG542\]'
    done
    migrate stamp 6 -q
    psql -qX -v ON_ERROR_STOP=1 "$URL" -c "update modelgen.ledger set format = 5; alter table modelgen.step drop place, drop last_place,
        drop constraint step_kind_check, add check (kind in ('transaction', 'apart', 'batches'))"
    check_status 1 "a ledger that knows of no keys is read" migrate status
    psql -qX -v ON_ERROR_STOP=1 "$URL" -c "create function comes_in() returns trigger language plpgsql as \$\$ begin
            insert into late values (-new.id - 5 * new.m), (9000 + new.id + 5 * new.m); return null; end \$\$;
        create trigger comes_in after update on late for each row when (new.id = 1100) execute function comes_in()"
    check "rows come in, behind and at the end" migrate upgrade --batch-time 1
    same "the ledger is of today" "6" "$(ask 'select format from modelgen.ledger')"
    same "what WHERE still selects is done at the end" "-1105 10105" "$(ask "select string_agg(id::text, ' ' order by id) from late where n is null")"
    same "what is done once goes no further than there were rows" "1202 -1105 10105" "$(ask "select count(*) filter (where m = 1), string_agg(id::text, ' ' order by id) filter (where m <> 1) from late")"
    unset DATABASE_URL
}


for test in ${ONLY:-keys killed others}; do "test_$test"; done
