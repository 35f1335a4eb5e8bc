# modelgen drift: whatever is changed by hand is found, attribute by attribute; what is only spelt otherwise is not.
. "$(dirname "$0")/lib.sh"

mkdir -p "$WORK/shop/schema/models" && cd "$WORK/shop" || exit 3
cat >schema/models/shop.h <<'END'
#pragma once
#include <modelgen/begin.h>

ENUM(order_state) { ORDER_OPEN, ORDER_PAID };

/** Who buys. */
TABLE(users) {
    int64_t        id         PRIMARY_KEY IDENTITY;
    char          *email      VARCHAR(100) NOT_NULL UNIQUE; ///< Where to write.
    int32_t        age        CHECK(age > 0 AND age < 150);
    char          *name       DEFAULT('nobody');
    char          *kind       VARCHAR(10) CHECK(kind IN ('a', 'b'));
    pg_timestamptz made       NOT_NULL DEFAULT(now());
    pg_timestamptz changed    NOT_NULL DEFAULT(now()) ON_UPDATE(now());
    int64_t        twice      GENERATED(age * 2);
};
INDEX(users, (name, made DESC), WHERE(age IS NOT NULL AND age > 17));

TABLE(orders) {
    int64_t          id       PRIMARY_KEY IDENTITY;
    int64_t          user_id  NOT_NULL REFERENCES(users, id, ON_DELETE_CASCADE);
    enum order_state state    NOT_NULL DEFAULT('open');
    pg_numeric       total    NUMERIC(10, 2) DEFAULT(0);
};
INDEX(orders, (user_id));

#include <modelgen/end.h>
END
check "a project" modelgen revision -m "initial"
SERVER=$(modelgen server start -q --scratch 2>/dev/null || modelgen server url --scratch)
SERVER=$(printf '%s\n' "$SERVER" | grep -o 'postgresql://.*' | head -1)
psql -qX "$SERVER" -c "create role somebody; create role reader" >/dev/null

sql() { psql -qXAt -v ON_ERROR_STOP=1 "$DB" -c "$1"; }
database() { # database NAME: a new one at head, in $DB
    psql -qX "$SERVER" -c "create database $1" >/dev/null || exit 3
    DB=$(printf '%s' "$SERVER" | sed "s,///[^?]*,///$1,")
}
drift() { modelgen drift --database "$DB" "$@"; }

# found NAME STATEMENT PATTERN...: after the statement drift says this (extended regular expressions), and after a
# rebuilt database nothing any more.
found() {
    local name=$1 statement=$2
    shift 2
    PGOPTIONS="-c client_min_messages=error" psql -qX "$SERVER" -c "drop database if exists tried with (force)" -c "create database tried template pristine" >/dev/null
    DB=$(printf '%s' "$SERVER" | sed 's,///[^?]*,///tried,')
    sql "$statement" >/dev/null || not_ok "$name: the statement works"
    check_status 1 "$name" drift
    for pattern; do says "$name: $pattern" "$pattern"; done
}
same_still() { # same_still NAME STATEMENT: no drift after it
    PGOPTIONS="-c client_min_messages=error" psql -qX "$SERVER" -c "drop database if exists tried with (force)" -c "create database tried template pristine" >/dev/null
    DB=$(printf '%s' "$SERVER" | sed 's,///[^?]*,///tried,')
    sql "$2" >/dev/null || not_ok "$1: the statement works"
    check "$1" drift
    says "$1: it says so" "no drift"
}

database pristine
check "the database is built" modelgen upgrade --database "$DB"
check "there is no drift at first" drift
says "and it says so" "no drift: the database is what the snapshot says"

# --- attributes -----------------------------------------------------------------------------

found "a default" "alter table users alter name set default 'somebody'" 'column "users.name"' \
    "default: 'nobody' in the snapshot, 'somebody' in the database"
found "no default" "alter table users alter name drop default" "default: 'nobody' in the snapshot, none in the database"
found "a type" "alter table users alter email type text" 'column "users.email"' 'type: varchar\(100\) in the snapshot, text in the database'
found "a length" "alter table users alter email type varchar(200)" 'varchar\(200\) in the database'
found "a precision" "alter table orders alter total type numeric(12, 2)" 'numeric\(12,2\) in the database'
found "nullable" "alter table users alter email drop not null" 'not null: yes in the snapshot, no in the database'
found "not null" "alter table users alter name set not null" 'not null: no in the snapshot, yes in the database'
found "a check" "alter table users drop constraint users_age_check, add constraint users_age_check check (age > 1)" \
    'check "users.users_age_check"' 'age > 0\) AND \(age < 150\) in the snapshot, age > 1 in the database'
found "a check is gone" "alter table users drop constraint users_age_check" 'check "users.users_age_check" is not in the database'
found "a check more" "alter table users add constraint more check (age <> 13)" 'check "users.more" is in the database only'
found "an index's predicate" "drop index idx_users_name_made; create index idx_users_name_made on users (name, made desc) where age > 18" \
    'index "idx_users_name_made"|index "users.idx_users_name_made"' 'age > 18'
found "an index's columns" "drop index idx_users_name_made; create index idx_users_name_made on users (name, made) where age is not null and age > 17" \
    'idx_users_name_made'
found "an index becomes unique" "drop index idx_orders_user_id; create unique index idx_orders_user_id on orders (user_id)" \
    'unique: no in the snapshot, yes in the database'
found "an index is gone" "drop index idx_orders_user_id" 'idx_orders_user_id" is not in the database'
found "an index is renamed" "alter index idx_orders_user_id rename to by_user" 'idx_orders_user_id" is not in the database' 'by_user" is in the database only'
found "a foreign key's action" "alter table orders drop constraint orders_user_id_fkey, add foreign key (user_id) references users on delete restrict" \
    'foreign key "orders.orders_user_id_fkey"' 'CASCADE in the snapshot, RESTRICT in the database'
found "a unique constraint is gone" "alter table users drop constraint users_email_key" 'users_email_key" is not in the database'
found "a primary key is gone" "alter table orders drop constraint orders_pkey" 'orders_pkey" is not in the database'
found "an identity" "alter table users alter id set generated always" 'column "users.id"' 'ALWAYS'
found "an identity's options" "alter table users alter id set increment by 5" '5 in the database'
found "a generated column" "alter table users drop twice; alter table users add twice bigint generated always as (age * 3) stored" 'age \* 2 in the snapshot, age \* 3 in the database'
found "a column is gone" "alter table users drop name" 'column "users.name" is not in the database' 'idx_users_name_made" is not in the database'
found "a column more" "alter table users add phone text" 'column "users.phone" is in the database only'
found "a table is gone" "drop table orders" 'table "orders" is not in the database'
same "its parts are not named" "" "$(printf '%s\n' "$output" | grep 'orders\.')"
found "a table more" "create table extra (id int primary key)" 'table "extra" is in the database only'
same "its parts are not named either" "" "$(printf '%s\n' "$output" | grep 'extra\.')"
found "a comment" "comment on table users is 'Who pays.'" 'comment: Who buys. in the snapshot, Who pays. in the database'
found "a comment is gone" "comment on column users.email is null" 'comment: Where to write. in the snapshot, none in the database'
found "a comment more" "comment on type order_state is 'How far.'" 'enum "order_state"' 'comment: none in the snapshot, How far. in the database'
found "an enum's value" "alter type order_state add value 'sent'" 'labels: open, paid in the snapshot, open, paid, sent in the database'
found "an enum's value's name" "alter type order_state rename value 'paid' to 'settled'" 'open, settled in the database'
found "a function's body" "create or replace function set_changed() returns trigger language plpgsql as 'begin new.changed = now() + interval ''1 day''; return new; end'" \
    'set_changed\(\)' "1 day"
found "a trigger is gone" "drop trigger users_set_changed on users" 'users_set_changed" is not in the database'
found "a trigger is disabled" "alter table users disable trigger users_set_changed" 'users_set_changed'
found "an owner" "alter table orders owner to somebody" 'table "orders"' 'owner: none in the snapshot, somebody in the database'
found "a storage parameter" "alter table orders set (fillfactor = 50)" 'fillfactor ?= ?50'
found "a view more" "create view v as select id from users" 'view "v" is in the database only'
found "a schema with a table more" "create schema other; create table other.t (id int)" 'table "other.t" is in the database only'
found "a grant" "grant select on users to reader" 'users' 'reader'
found "row security" "alter table users enable row level security" 'table "users"'
found "a policy" "create policy own on users using (age > 3)" 'policy'
found "unlogged" "alter table orders set unlogged" 'table "orders"'
found "a column's statistics" "alter table users alter name set statistics 500" 'users.name'
found "a column's storage" "alter table users alter name set storage external" 'users.name'

# --- no drift -------------------------------------------------------------------------------

same_still "a check spelt otherwise" "alter table users drop constraint users_age_check, add constraint users_age_check check ((((age > 0))) and ((age) < (150)))"
same_still "a default spelt otherwise" "alter table users alter made set default current_timestamp::timestamptz; alter table users alter made set default now()"
same_still "an index spelt otherwise" "drop index idx_users_name_made; create index idx_users_name_made on users using btree (name asc nulls last, made desc nulls first) where ((age is not null) and (age > (17)))"
same_still "rows" "insert into users (email, age, name, kind) select 'x' || i, 20, 'n', 'a' from generate_series(1, 10) i; analyze users"
same_still "another order of the catalog" "alter table users drop constraint users_email_key, add unique (email)"

# --- as JSON, and a part ----------------------------------------------------------------------

found "two tables" "alter table users add phone text; alter table orders alter total set default 1"
check_status 1 "as JSON" drift --json
says "each difference is an object" '\{"kind":"column","schema":"","table":"orders","name":"total","in":"both","fields":\[\{"field":"default","snapshot":"0","database":"1"\}\]\}'
says "what is only there, too" '"table":"users","name":"phone","in":"database","fields":\[\]'
check_status 1 "only one table" drift --table orders
same "the other one does not count" "" "$(printf '%s\n' "$output" | grep users)"
check_status 1 "all but one" drift --exclude orders
same "which does not count" "" "$(printf '%s\n' "$output" | grep orders)"
check_status 2 "a way to fix it that there is not" drift --fix=both
check_status 2 "no database" env -u DATABASE_URL modelgen drift

# --- fixed: the database becomes what the snapshot says -----------------------------------------

here() { PGOPTIONS="-c client_min_messages=error" psql -qX "$SERVER" -c "drop database if exists $1 with (force)" -c "create database $1 template pristine" >/dev/null
    DB=$(printf '%s' "$SERVER" | sed "s,///[^?]*,///$1,"); }
for copy in undo adopt; do mkdir "$WORK/$copy" && cp -r schema "$WORK/$copy/"; done
changed="alter table users alter name set default 'somebody', alter email type varchar(50), drop constraint users_age_check,
    add phone text; drop index idx_orders_user_id; comment on table users is 'Who pays.'; create table extra (id int);
    create index extra_age on users (age)"
cd "$WORK/undo" || exit 3
here undone
sql "$changed" >/dev/null
check_status 1 "the database is to become what the snapshot says" drift --fix=database -m "undo what was done by hand"
says "a migration is written" '002_undo_what_was_done_by_hand.c'
says "for this database alone" "default: 'nobody' in the snapshot"
same "it is for that database alone" 2 "$(grep -c 'only_if(m,' schema/migrations/002_*.c)"
check "it runs there" modelgen upgrade --database "$DB"
check_status 1 "what is left is what modelgen never knew" drift
same "which is not dropped" 'column "users.phone" is in the database only
index "users.extra_age" is in the database only
table "extra" is in the database only' "$(printf '%s\n' "$output" | sort)"
check "down again" modelgen downgrade -1 --database "$DB"
same "and the drift is back" "'somebody'::text" "$(sql "select pg_get_expr(adbin, adrelid) from pg_attrdef d join pg_attribute a on a.attrelid = d.adrelid and a.attnum = d.adnum where attname = 'name'")"
here elsewhere
check "it does nothing elsewhere" modelgen upgrade --database "$DB"
check "there is no drift there" drift
check "and back" modelgen downgrade -1 --database "$DB"
check "it can be proven" modelgen verify
check "and checked" modelgen check

# --- fixed: models and snapshot become what the database has ------------------------------------

cd "$WORK/adopt" || exit 3
here adopted
sql "$changed" >/dev/null
check_status 1 "models and snapshot are to become what the database has" drift --fix=models
says "a migration is written" '002_adopt_drift.c'
check "models and snapshot agree" modelgen check
same "what modelgen never knew is not adopted" "" "$(grep -l extra_age schema/models/*.h >/dev/null; grep -w 'TABLE(extra)' schema/models/*.h)"
check "the database is stamped" modelgen stamp head --database "$DB"
check_status 1 "only what modelgen never knew is left" drift
same "the other table" 'table "extra" is in the database only' "$output"
check_status 1 "that becomes a model as well" drift --fix=models --all -m "adopt the rest"
check "the database is stamped again" modelgen stamp head --database "$DB"
check "there is no drift any more" drift
check "the whole can be proven" modelgen verify
here other
check "another database gets what was adopted" modelgen upgrade --database "$DB"
check "and has no drift either" drift

# --- a database that is not at head ---------------------------------------------------------------

check "a step back" modelgen downgrade -2 --database "$DB"
check "what is pending is no drift" drift
sql "alter table users alter name set default 'x'" >/dev/null
check_status 1 "what was done by hand is" drift
says "by what its migrations make" "'nobody' in the snapshot, 'x' in the database"
check_status 3 "nothing is fixed there" drift --fix=models
says "it says why" 'MG633'
