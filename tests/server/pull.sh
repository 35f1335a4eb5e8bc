# modelgen pull: a database becomes models, and the baseline makes the same database again.
. "$(dirname "$0")/lib.sh"
need_server

query() { psql -qXAt -v ON_ERROR_STOP=1 "$@"; }

# enter NAME: an empty directory.
enter() { mkdir -p "$WORK/$1" && cd "$WORK/$1" || exit 3; }

pulled() { modelgen pull --database "$URL" "$@"; }

# rebuilt NAME: the baseline of this directory makes what $URL has.
rebuilt() {
    local from=$URL
    same "$1: models and snapshot agree" "no changes: the models match the snapshot" "$(modelgen diff 2>&1)"
    check "$1: check agrees" modelgen check
    new_database
    check "$1: the baseline builds a database" modelgen upgrade --database "$URL"
    same "$1: it is the same" "$(dump_schema "$from")" "$(dump_schema "$URL")"
    check "$1: and is taken down" modelgen downgrade base --database "$URL"
    new_database
    same "$1: nothing is left" "$(dump_schema "$URL")" "$(dump_schema "$URL")"
    URL=$from
}

# --- the worked example ---------------------------------------------------------------------

new_database
enter platform
cp -r "$TOP/schema" .
check "the worked example is built" modelgen upgrade --database "$URL"
enter example
check "it is pulled" pulled
rebuilt "the worked example"
same "the live one is adopted without a change" "$(dump_schema "$URL")" \
    "$(query "$URL" -c "drop schema modelgen cascade" && modelgen stamp head -q --database "$URL" >/dev/null 2>&1
        dump_schema "$URL")"
same "and is up to date then" 0 "$(modelgen status --database "$URL" >/dev/null 2>&1; echo $?)"
check_status 3 "a project is not overwritten" modelgen pull --database "$URL"
says "it says how to go on" 'MG905.*|--models-only'
echo '#error // modelgen/begin.h' >schema/models/users.h
check "the models alone can be" modelgen pull --models-only --one-file --database "$URL"
same "they are one file now" models.h "$(ls schema/models)"
same "which says the same" "no changes: the models match the snapshot" "$(modelgen diff 2>&1)"

# --- what names and options can be ----------------------------------------------------------

new_database
query "$URL" <<'SQL'
create schema "Über";
create type "Über".mood as enum ('sad', 'ok', 'it''s "fine"', 'Ünï', '');
comment on type "Über".mood is 'How it is.';
create type one as enum ('very_long');
create type prefix as enum ('user_a', 'user_b', 'USER_A');
create table "order" (
    "select" bigint generated always as identity (start 10 increment -5 minvalue -100 maxvalue 50 cache 3 cycle) primary key,
    int integer not null default -1,
    class text default 'it''s', "CHECK" text default '', "9 lives" text collate "C",
    self boolean default true, "naïve ""name""" varchar(20) default 'x', "with space" char(5) default 'abc',
    bits3 bit(3) default B'101', bits varbit, "bit" "bit", moods "Über".mood[] default '{sad,ok}',
    mood "Über".mood default 'ok', once one not null default 'very_long', prefix prefix, prefix2 prefix,
    amount numeric(10, -2), price numeric(10, 2) not null default 0.50 check (price >= 0),
    total numeric generated always as (price * 2) stored,
    at timestamptz(3) default now(), "interval" interval day to second(2), span interval(3), "time" time(0) default '10:00',
    day date default '2020-01-01', doc jsonb default '{"a": [1, 2]}', path text default 'C:\temp',
    matrix int[][] default '{{1,2},{3,4}}', names varchar(10)[] default array['a', 'b']::varchar[],
    nothing varchar default null, kind text default 'a'::text || 'b', "char" "char", bp bpchar, vc varchar,
    search tsvector generated always as (to_tsvector('english', coalesce(class, ''))) stored,
    constraint "Prices are sane" check (price < 1000 and price <> 13 or class is null and self),
    constraint order_kind_check check (kind in ('a', 'b', 'c'))
);
alter table "order" add constraint many check (vc in ('x', 'y') and price between 1 and 2) no inherit;
comment on table "order" is E'Two lines.\n\n  An indented one, and "quotes".';
comment on column "order".int is E'ends with a comment */ or \\';
comment on column "order".price is 'How much.';
comment on constraint "Prices are sane" on "order" is 'Or else.';
create index on "order" (lower(class), ("int" + 1) desc, "9 lives" text_pattern_ops desc nulls last);
create index "An Index" on "order" using gin (doc jsonb_path_ops) where self and kind = 'a';
create index on "order" ((doc ->> 'x'), class collate "POSIX") include (price, day) with (fillfactor = 70);
create unique index on "order" (int) nulls not distinct where int > 0;
create index on "order" using hash (class);
comment on index "An Index" is 'Said in a word.';
create table "Über"."order" (a int, b int, c int, primary key (b, a) include (c), unique nulls not distinct (a),
    unique (a, c) deferrable initially deferred) with (fillfactor = 50, toast.autovacuum_enabled = off);
create table hens (id int primary key, egg int not null, parent int references hens on delete set null deferrable);
create table eggs (id int primary key, hen int references hens (id) on update cascade initially deferred, a int, b int, x int,
    foreign key (b, a) references "Über"."order" match full on delete set null (a));
alter table hens add foreign key (egg) references eggs;
create table a_table_with_a_name_that_is_nearly_as_long_as_a_name_can_be_ (
    a_column_with_a_name_that_is_nearly_as_long_as_a_name_can_be_ok int unique references hens check (
    a_column_with_a_name_that_is_nearly_as_long_as_a_name_can_be_ok > 0));
create table "Ünïcödé" ("größe" int unique, "ß" text, "é" text);
create table struct (struct_ int, "struct" int, "_" int, "a.b" int unique, "%" int, "$$" text);
create table every (a smallint, b bigint, c real, d double precision, e uuid, f json, g xml, h inet, i macaddr8, j point,
    k int4range, l tstzmultirange, m pg_lsn, n money, o oid, p name, q timetz(1), r timestamp(0), s bytea, t tsquery, u regclass, v interval year);
create table drained (a int, b int);
alter table drained drop column a;
SQL
enter odd
check "a database full of odd things is pulled" pulled
rebuilt "odd things"
for compiler in gcc "gcc -std=c99" "clang" "g++ -x c++"; do
    command -v ${compiler%% *} >/dev/null || continue
    for header in schema/models/*.h; do printf '#include "%s"\n' "$header"; done >all.c
    check "$compiler compiles the models" $compiler -Wall -Wextra -Werror -fsyntax-only -I. -I"$TOP/schema" all.c
done
modelgen pull --models-only --database "$URL" >/dev/null 2>&1
before=$(cat schema/models/*.h | sha256sum)
modelgen pull --models-only --database "$URL" >/dev/null 2>&1
same "pulled again, it is the same bytes" "$before" "$(cat schema/models/*.h | sha256sum)"

# --- ON_UPDATE ------------------------------------------------------------------------------

new_database
mkdir -p "$WORK/touch/schema/models" && cd "$WORK/touch" || exit 3
cat >schema/models/m.h <<'EOT'
#pragma once
#include <modelgen/begin.h>
TABLE(notes) { int32_t id PRIMARY_KEY; pg_timestamptz changed ON_UPDATE(now()); int32_t version ON_UPDATE(OLD.version + 1); };
TABLE(pages) { int32_t id PRIMARY_KEY; pg_timestamptz changed ON_UPDATE(now()); };
#include <modelgen/end.h>
EOT
modelgen revision -q -m start >/dev/null && modelgen upgrade -q --database "$URL" >/dev/null 2>&1
enter touched
check "triggers of ON_UPDATE are pulled" pulled
same "as the word" 3 "$(cat schema/models/*.h | grep -c 'ON_UPDATE(')"
rebuilt "ON_UPDATE"

# --- what has a kind of its own --------------------------------------------------------------

new_database
query "$URL" <<'SQL'
create domain percent as int check (value between 0 and 100);
create table plain (id int primary key, label text default 'x');
create table serial (id serial primary key, part percent, label text, unlogged int);
create index on serial (part, label);
create view labels as select label from plain;
create sequence counter;
create function f(int) returns int language sql as 'select $1';
create table measured (at date) partition by range (at);
create table measured_2020 partition of measured for values from ('2020-01-01') to ('2021-01-01');
create table uses (id int default f(1), ref int references plain);
alter table uses add constraint later check (id > 0) not valid;
create unlogged table fast (id int);
alter table plain enable row level security;
create policy mine on plain using (label = current_user);
create rule no as on delete to plain do instead nothing;
create table room (during tsrange, exclude using gist (during with &&));
grant select on plain to public;
SQL
enter rest
check "all of it can be said" pulled
rebuilt "all of it"
check "with a header for each schema" pulled --models-only --per schema
same "there is one for the default schema, and types before it" "models.h types.h" "$(cd schema/models && echo *.h)"
same "which says the same" "no changes: the models match the snapshot" "$(modelgen diff 2>&1)"
check_status 2 "in another way there is none" pulled --models-only --per galaxy

# --- headers --------------------------------------------------------------------------------

new_database
query "$URL" <<'SQL'
create schema a;
create schema "B c";
create type a.mood as enum ('sad', 'ok');
create table a.one (id int primary key, mood a.mood, two int);
create table "B c".two (id int primary key references a.one, mood a.mood);
alter table a.one add foreign key (two) references "B c".two;
create table top (id int references "B c".two);
create view a.seen as select mood from "B c".two;
SQL
enter divided
check "tables of two schemas that refer to each other are pulled" pulled --per schema
same "into a header for each" "a.h b_c.h enums.h models.h" "$(cd schema/models && echo *.h)"
rebuilt "schemas that refer to each other"

new_database
for i in $(seq 1 250); do
    echo "create table t$i (id int primary key$([ "$i" = 1 ] || echo " references t$((i - 1))"));"
done | query "$URL"
enter deep
check "a chain of tables deeper than a compiler follows includes is pulled" pulled
same "the models are those of the database" "no changes: the models match the snapshot" "$(modelgen diff 2>&1)"
check "gcc compiles the last one" gcc -fsyntax-only -I"$TOP/schema" schema/models/t250.h

# --- whose it is ----------------------------------------------------------------------------

new_database
query "$URL" <<'SQL'
do $$begin create role pull_owner; exception when duplicate_object then end$$;
create table mine (id int);
create table its (id int);
alter table its owner to pull_owner;
create table its_too (id int);
alter table its_too owner to pull_owner;
SQL
enter owners
check "tables of two owners are pulled" pulled
same "the owner of most is who runs migrations" "schema/models/mine.h" "$(grep -l OWNER schema/models/*.h)"
check "and if it is somebody else" pulled --models-only --owner postgres
same "the others say whose they are" "schema/models/its.h schema/models/its_too.h" "$(echo $(grep -l OWNER schema/models/*.h))"

# --- what cannot be said yet ----------------------------------------------------------------

new_database
query "$URL" <<'SQL'
create access method heap2 type table handler heap_tableam_handler;
create language other handler plpgsql_call_handler;
create table plain (id int primary key);
SQL
enter unsayable
check_status 1 "what cannot be said is a finding" pulled
for what in 'access method "heap2"' 'language "other"'; do
    says "it lists: $what" "left out: .*$what"
done
same "the rest is usable" "no changes: the models match the snapshot" "$(modelgen diff 2>&1)"
same "and is there" "plain.h" "$(cd schema/models && echo *)"

# --- secrets ----------------------------------------------------------------------------------

new_database
query "$URL" <<'SQL'
create foreign data wrapper w;
create server s foreign data wrapper w options (host 'h', password 'hunter2');
create foreign table f (id int options (column_name 'x', password 'hunter2')) server s options (table_name 't', secret 'hunter2');
SQL
enter secrets
check_status 1 "what is secret is a finding" pulled
for what in 'server "s"' 'table "f"' 'column "f.id"'; do
    says "it lists: $what" "left out: of $what: its secret options"
done
same "and stands nowhere" "" "$(grep -rl hunter2 .)"
check "what else is said is there" grep -qF 'OPTIONS(column_name = "x")' schema/models/f.h

# --- what is chosen -------------------------------------------------------------------------

new_database
query "$URL" -c "create schema s; create table a (id int primary key); create table b (id int primary key, a int references a);
                 create table s.c (id int primary key)"
enter one
check "a schema is chosen" pulled --schema s
same "nothing else comes" c.h "$(ls schema/models)"
enter two
check "a table is left out" pulled --exclude 'b'
same "the others come" "a.h c.h" "$(cd schema/models && echo *)"
enter three
check_status 1 "what needs a table that is not chosen is listed" pulled --table b
says "by its name" 'foreign key "b.b_a_fkey": it needs table "a"'
enter four
check_status 3 "nothing to pull is an error" pulled --table nothing
same "which leaves nothing behind" "" "$(ls -A)"
check_status 2 "a database must be said" env -u PGHOST modelgen pull
