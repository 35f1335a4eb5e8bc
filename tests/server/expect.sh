# What migrations rely on: a database that was changed by hand is found out before anything is done.
. "$(dirname "$0")/lib.sh"
. "$TOP/tests/support/project.sh"
need_server
export MIGRATE_ALLOW=rewrite,loss,access

sql() { psql -qXAt -v ON_ERROR_STOP=1 "$URL" -c "$1"; }

project
new_database
migration 1 users '
    create_schema(m, "shop");
    create_enum(m, "state", "open", "closed");
    create_table(m, "users", COLUMN("id", "bigint", NOT_NULL, IDENTITY), COLUMN("email", "varchar(50)"),
                 COLUMN("name", "text"), COLUMN("state", "state"), COLUMN("price", "numeric(10, 2)"),
                 COLUMN("code", "char"), COLUMN("at", "timestamptz(3)"), COLUMN("tags", "text[]"), PRIMARY_KEY("id", NAME("users_pkey")),
                 CHECK("price > 0", NAME("price_positive")));
    create_index(m, "idx_users_name", ON("users", "name", "state"));
    create_index(m, "idx_users_state", ON("users", "state"));
    create_table(m, "shop.orders", COLUMN("id", "bigint"), COLUMN("user_id", "int"));' \
    'drop_table(m, "shop.orders"); drop_table(m, "users"); drop_type(m, "state"); drop_schema(m, "shop");'
migration 2 more '
    rename_column(m, "users", "name", "full_name");
    alter_column(m, "shop.orders", "user_id", TYPE("bigint"));
    create_view(m, "named", .query = "SELECT 1 AS one");
    execute(m, "ALTER TABLE users ADD note text");' \
    'execute(m, "ALTER TABLE users DROP note"); drop_view(m, "named"); alter_column(m, "shop.orders", "user_id", TYPE("int"));
    rename_column(m, "users", "full_name", "name");'
sed -i 's/execute(m, "ALTER TABLE users ADD note text");/add_column(m, "users", COLUMN("note", "text"));/; s/execute(m, "ALTER TABLE users DROP note");/drop_column(m, "users", "note", FOR_GOOD);/' schema/migrations/002_more.c
check "the project builds" build
migrate upgrade -q -d "$URL"

# hand NAME SQL UPGRADE PATTERN...: migration 3 on a database in which SQL was done by hand.
hand() {
    local name=$1 change=$2
    migration "${NEXT:-3}" next "$3" 'irreversible(m, "no");'
    shift 3
    build >/dev/null || not_ok "$name: builds"
    sql "$change" || not_ok "$name: by hand"
    check_status 3 "$name" migrate upgrade -d "$URL"
    says "... has a code" 'MG572'
    for pattern; do says "... $pattern" "$pattern"; done
}
again() { # SQL that puts it right
    sql "$1"
    check "... put right, it goes on" migrate upgrade --dry-run -d "$URL"
}

hand "a column that was retyped" 'alter table users alter email type text' 'alter_column(m, "users", "email", TYPE("varchar(60)"));' \
    '^003_next.c:5: error: column "users.email" is text, not varchar\(50\), as 001_users.c:8 says' 'Nothing was done'
again 'alter table users alter email type varchar(50)'
hand "... or its length only" 'alter table users alter email type varchar(40)' 'drop_column(m, "users", "email");' \
    'column "users.email" is character varying\(40\), not varchar\(50\)'
again 'alter table users alter email type varchar(50)'
hand "a column that was renamed" 'alter table users rename email to mail' 'alter_column(m, "users", "email", NOT_NULL);' \
    'column "users.email" is not there \(the table has .*mail character varying\(50\).*\), as 001_users.c:8 says'
again 'alter table users rename mail to email'
hand "one that a migration renamed" 'alter table users drop full_name' 'rename_column(m, "users", "full_name", "called");' 'column "users.full_name" is not there'
sql 'alter table users add full_name text; create index idx_users_name on users (full_name, state)'
hand "one that a migration retyped" 'alter table shop.orders alter user_id type int' 'drop_column(m, "shop.orders", "user_id");' \
    'column "shop.orders.user_id" is integer, not bigint, as 002_more.c:7 says'
again 'alter table shop.orders alter user_id type bigint'
hand "a table that is gone" 'alter table shop.orders rename to old' 'add_column(m, "shop.orders", COLUMN("a", "int"));' 'table "shop.orders" is not there, as 001_users.c:14 says'
again 'alter table shop.old rename to orders'
hand "an index that was changed" 'drop index idx_users_name; create unique index idx_users_name on users (state)' 'drop_index(m, "idx_users_name");' \
    'index "idx_users_name" is unique, on users \(state\), not on users \(full_name, state\)'
again 'drop index idx_users_name; create index idx_users_name on users (full_name, state)'
hand "an index on other columns" 'drop index idx_users_state; create index idx_users_state on users (state, id)' 'drop_index(m, "idx_users_state");' \
    'index "idx_users_state" is on users \(state, id\), not on users \(state\), as 001_users.c:13 says'
again 'drop index idx_users_state; create index idx_users_state on users (state)'
hand "an index that is gone" 'drop index idx_users_name' 'rename_index(m, "idx_users_name", "idx");' 'index "idx_users_name" is not there'
again 'create index idx_users_name on users (full_name, state)'
hand "a constraint that is missing" 'alter table users drop constraint price_positive' 'drop_constraint(m, "users", "price_positive");' \
    'constraint "users.price_positive" is not there, as 001_users.c:8'
again 'alter table users add constraint price_positive check (price > 0)'
hand "a constraint of another kind" 'alter table users drop constraint price_positive, add constraint price_positive unique (email)' \
    'drop_constraint(m, "users", "price_positive");' 'constraint "users.price_positive" is UNIQUE, not CHECK'
again 'alter table users drop constraint price_positive, add constraint price_positive check (price > 0)'
hand "a table that is there already" 'create table extra (a int)' 'create_table(m, "extra", COLUMN("a", "int"));' 'table "extra" is there already, and no migration made it'
again 'drop table extra'
hand "a column that is there already" 'alter table users add extra int' 'add_column(m, "users", COLUMN("extra", "int"));' 'column "users.extra" is there already'
again 'alter table users drop extra'
hand "a view that is a table" 'drop view named; create table named (one int)' 'drop_view(m, "named");' 'view "named" is a table, as 002_more.c:8 says'
again 'drop table named; create view named as select 1 as one'
hand "a type that is gone" 'alter type state rename to status' 'add_enum_value(m, "state", "new");' 'enum "state" is not there'
again 'alter type status rename to state'
hand "several" 'alter table users drop price, alter code type text' 'drop_column(m, "users", "code"); drop_column(m, "users", "price");
    drop_constraint(m, "users", "price_positive");' 'column "users.code" is text, not char' '003_next.c:5: drop_column: column "users.price" is not there'
check_status 3 "in JSON" migrate upgrade --json -d "$URL"
says "with the code" '"code":"MG572"'
check "plan says it" migrate upgrade --plan -d "$URL"
says "first" 'differs: column "users.code" is text, not char, as 001_users.c:8 says \(003_next.c:5\)'
check "in JSON, too" migrate upgrade --plan --json -d "$URL"
says "as a list" '"differences":\[\{"file":"003_next.c","line":5,"operation":"drop_column","text":"column'
migration 3 next 'drop_column(m, "users", "code", FOR_GOOD);' 'add_column(m, "users", COLUMN("code", "char"));'
build >/dev/null
check "--allow drift goes on" migrate upgrade --allow drift -d "$URL"
says "and warns" 'column "users.code" is text, not char'
sql 'alter table users add code text'
check_status 3 "a downgrade looks as well" migrate downgrade -1 -d "$URL"
says "and says so" 'column "users.code" is there already'

# What the migrations do not say for certain is left alone.
sql 'alter table users drop code'
migration 4 raw 'execute(m, "ALTER TABLE users ALTER email TYPE text"); only_if(m, "false"); drop_column(m, "users", "nothing");' ''
migration 5 rows 'if (query_integer(m, "SELECT 1") == 1) alter_column(m, "shop.orders", "id", TYPE("int"));' ''
build >/dev/null
check "SQL of its own, conditions and rows" migrate upgrade -d "$URL"
migration 6 after 'alter_column(m, "users", "email", NOT_NULL); drop_column(m, "shop.orders", "id", FOR_GOOD);
    create_table(m, "new", COLUMN("a", "varchar"), COLUMN("b", "int[]"), COLUMN("c", "interval(3)"), COLUMN("d", "decimal(5)"), COLUMN("e", "bit"), COLUMN("f", "float(10)"));' ''
migration 7 names 'alter_column(m, "new", "a", NOT_NULL); alter_column(m, "new", "b", NOT_NULL); alter_column(m, "new", "c", NOT_NULL);
    alter_column(m, "new", "d", NOT_NULL); alter_column(m, "new", "e", NOT_NULL); alter_column(m, "new", "f", NOT_NULL);' ''
build >/dev/null
check "are not taken for changes by hand" migrate upgrade 6 -d "$URL"
check "nor are other names of the same types" migrate upgrade -d "$URL"
migration 8 again 'drop_column(m, "new", "f", FOR_GOOD); add_column(m, "new", COLUMN("f", "text")); rename_column(m, "new", "e", "g");
    add_column(m, "new", COLUMN("e", "text")); execute(m, "CREATE TABLE other (a int UNIQUE)"); drop_constraint(m, "other", "other_a_key");
    add_constraint(m, "other", UNIQUE("a", NAME("other_a_key"))); rename_table(m, "new", "newer"); create_table(m, "new", COLUMN("a", "int"));' ''
build >/dev/null
check "nor is what goes and comes again" migrate upgrade -d "$URL"

# What of a thing an operation replaces or takes away: compared as the server writes it, however the migrations do.
project
new_database
migration 1 shop '
    create_table(m, "users", COLUMN("id", "bigint", NOT_NULL, IDENTITY), COLUMN("email", "varchar(50)", NOT_NULL, DEFAULT("lower(  '"'A'"')")),
                 COLUMN("name", "text"), COLUMN("n", "int", DEFAULT("1+1")), COLUMN("at", "timestamptz", DEFAULT("CURRENT_TIMESTAMP")),
                 PRIMARY_KEY("id"), CHECK("n>0 and n < 10", NAME("small")), UNIQUE("name", NAME("one_name")));
    create_index(m, "idx_lower", ON("users", "lower(name)"), WHERE("n>1"));
    create_view(m, "people", .query = "select u.id,email from users u where n between 1 and 5");
    create_function(m, "touch()", RETURNS("trigger"), LANGUAGE("plpgsql"), BODY("BEGIN NEW.n = 1; RETURN NEW; END"));
    create_function(m, "add(a int, b int DEFAULT 1)", RETURNS("int"), LANGUAGE("sql"), BODY("SELECT a + b"));
    create_trigger(m, "users", "touched", BEFORE("UPDATE OF email"), FOR_EACH_ROW, WHEN("old.n<>new.n"), EXECUTE("touch()"));' ''
build >/dev/null
NEXT=2
check "the project builds" migrate upgrade -q -d "$URL"

hand "a default that was changed" "alter table users alter email set default 'x'" 'alter_column(m, "users", "email", NO_DEFAULT);' \
    "^002_next.c:5: error: column \"users.email\" has the default 'x'::character varying, not the default lower\('A'::text\), as 001_shop.c:6 says"
again "alter table users alter email set default lower('A')"
hand "one that was taken away" "alter table users alter n drop default" 'alter_column(m, "users", "n", DEFAULT("7"));' 'column "users.n" has no default, not the default \(1 \+ 1\)'
again "alter table users alter n set default 1 + 1"
hand "one that nobody knows of" "alter table users alter name set default 'me'" 'alter_column(m, "users", "name", DEFAULT("'"'you'"'"));' \
    "column \"users.name\" has the default 'me'::text, not no default"
again "alter table users alter name drop default"
hand "NOT NULL that is there already" "alter table users alter name set not null" 'alter_column(m, "users", "name", NOT_NULL);' 'column "users.name" is NOT NULL, and was not'
again "alter table users alter name drop not null"
hand "... or not any more" "alter table users alter email drop not null" 'alter_column(m, "users", "email", NULLABLE);' 'column "users.email" may be null, not NOT NULL'
again "alter table users alter email set not null"
hand "a check that says something else" "alter table users drop constraint small, add constraint small check (n > 0 and n < 11)" \
    'drop_constraint(m, "users", "small");' 'constraint "users.small" is .*\(n < 11\)\)\), not .*\(n < 10\)\)\), as 001'
again "alter table users drop constraint small, add constraint small check (n > 0 and n < 10)"
hand "a key of another column" "alter table users drop constraint one_name, add constraint one_name unique (email)" \
    'drop_constraint(m, "users", "one_name");' 'constraint "users.one_name" is UNIQUE \(email\), not UNIQUE \(name\)'
again "alter table users drop constraint one_name, add constraint one_name unique (name)"
hand "an index with another predicate" "drop index idx_lower; create index idx_lower on users (lower(name)) where n > 2" \
    'drop_index(m, "idx_lower");' 'index "idx_lower" is .*WHERE \(n > 2\), not .*WHERE \(n > 1\)'
again "drop index idx_lower; create index idx_lower on users (lower(name)) where n > 1"
hand "a view that was replaced" "create or replace view people as select u.id, email from users u where n between 1 and 6" \
    'drop_view(m, "people");' 'view "people" is .*\(u?\.?n <= 6\)\);, not .*\(u?\.?n <= 5\)\);, as 001'
hand "... also where another replaces it" "create or replace view people as select u.id, email from users u where n between 1 and 6" \
    'create_view(m, "people", OR_REPLACE, .query = "SELECT id, email FROM users");' 'view "people" is '
again "create or replace view people as select u.id, email from users u where n between 1 and 5"
hand "a function's body" "create or replace function add(a int, b int default 1) returns int language sql as 'select a - b'" \
    'drop_function(m, "add(int, int)");' 'function "add" is .*select a - b.*, not .*SELECT a \+ b.*, as 001'
again "create or replace function add(a int, b int default 1) returns int language sql as 'SELECT a + b'"
hand "a trigger" "drop trigger touched on users; create trigger touched before update on users for each row execute function touch()" \
    'drop_trigger(m, "users", "touched");' 'trigger "users.touched" is .*BEFORE UPDATE ON FOR EACH ROW.*, not .*UPDATE OF email'
sql "drop trigger touched on users; create trigger touched before update of email on users for each row when (old.n <> new.n) execute function touch()"
check "... put right" migrate upgrade --dry-run -d "$URL"
same "nothing of that is left" "" "$(sql "select relname from pg_class where relname like 'modelgen_was%'")"

# What was renamed since, and what was said with *, is not compared: it is not known for certain.
migration 2 next 'rename_column(m, "users", "n", "m"); rename_column(m, "users", "name", "n"); rename_column(m, "users", "m", "name");
    create_view(m, "all_users", .query = "SELECT * FROM users"); add_column(m, "users", COLUMN("more", "int"));' ''
migration 3 last 'drop_view(m, "all_users"); drop_view(m, "people"); drop_constraint(m, "users", "small"); drop_index(m, "idx_lower");
    drop_trigger(m, "users", "touched"); alter_column(m, "users", "at", TYPE("timestamp"));' ''
migration 4 end 'alter_column(m, "users", "at", DEFAULT("now()")); drop_constraint(m, "users", "users_pkey"); alter_column(m, "users", "id", NULLABLE, NO_IDENTITY);' ''
build >/dev/null
check "names change" migrate upgrade 2 -d "$URL"
check "and what was said in the old ones is no difference" migrate upgrade 3 -d "$URL"
check "nor what a type or a key has taken along" migrate upgrade -d "$URL"
