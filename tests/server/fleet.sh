# Many databases, and many tenants in the schemas of one: all of them get there, what fails is told
# and does not stop the others, and the same command goes on with what is left.
. "$(dirname "$0")/lib.sh"
. "$TOP/tests/support/project.sh"
need_server

migrations() {
    migration 1 users 'create_table(m, "users", COLUMN("id", "bigint", NOT_NULL, IDENTITY), COLUMN("name", "text"), PRIMARY_KEY("id"));' 'drop_table(m, "users");'
    migration 2 index 'create_index(m, "idx_users_name", ON("users", "name"));
    add_column(m, "users", COLUMN("age", "integer", NOT_NULL, FILL("1")));' 'drop_column(m, "users", "age"); drop_index(m, "idx_users_name");'
    migration 3 notes 'create_table(m, "notes", COLUMN("id", "bigint"), COLUMN("user_id", "bigint"),
        FOREIGN_KEY("user_id", REFERENCES("users", "id")));' 'drop_table(m, "notes");'
}

ask() { psql -qXAt -F ' ' "$URL" -c "$1"; }

# What a tenant has, as if its schema were called t.
shape() { dump_schema --schema="$1" "$URL" | sed "s/$1\([.; ]\)/t\1/g; s/$1\$/t/"; }

test_tenants() {
    new_database
    export DATABASE_URL=$URL
    local i
    for i in 1 2 3 4 5 6 7 8 9; do echo "create schema tenant_$i;"; done | psql -qX "$URL"
    psql -qX "$URL" -c 'create schema other' -c 'create schema "tenant_A b"'
    check_status 1 "status of tenants that were never migrated" migrate status --schemas 'tenant_*'
    says "each by its name" '^tenant_3: at base, 3 migrations pending:$'
    says "and in sum" '^10 tenants in .* s: 10 with pending migrations$'
    check "tenants are upgraded" migrate upgrade 1 --schemas 'tenant_*' --jobs 4 --canary
    says "each says so" '^tenant_7: now at 001 users$'
    says "in sum" '^10 tenants in .* s: 10 changed$'
    same "what their steps took is told to the end" "10 10" "$(ask 'select count(*), count(distinct s.history) from modelgen.history_step s join modelgen.history h on h.id = s.history')"
    ask 'insert into tenant_2.users (name) select i::text from generate_series(1, 2000) i' # takes parts
    psql -qX "$URL" -c 'create index idx_users_name on tenant_4.users (id)'              # in the way
    check_status 3 "one that fails" migrate upgrade --schemas 'tenant_*' -j 3 --no-stash
    says "is told with its error" '^tenant_4: .*002_index.c:5: error: .* is there already'
    says "again in the sum" '^10 tenants in .* s: 9 changed, 1 failed$'
    says "by name" '^  failed: tenant_4: index "idx_users_name" is there already, and no migration made it \[MG572\]$'
    same "the others are there" "9 3" "$(ask 'select count(distinct tenant), max(number) from modelgen.applied where number > 1')"
    ask 'drop index tenant_4.idx_users_name'
    check "the same command goes on" migrate upgrade --schemas 'tenant_*' -j 3 --json
    says "with what is left" '"event":"summary","targets":10,"changed":1,"unchanged":9,"pending":0,"not_begun":0,"failed":\[\]'
    says "events say whose they are" '^\{"target":"tenant_4","event":"applied","direction":"upgrade","number":3'
    for i in tenant_1 tenant_4 '"tenant_A b"'; do
        same "the same schema in $i" "$(shape tenant_2)" "$(shape "$i")"
    done
    same "nothing in others" "0" "$(ask "select count(*) from pg_class where relnamespace in ('public'::regnamespace, 'other'::regnamespace)")"
    same "the history says whose" "30" "$(ask "select count(*) from modelgen.history where outcome = 'done' and tenant <> ''")"
    check_status 1 "the database as a whole is another matter" migrate status
    check "two patterns" migrate status --schemas 'tenant_1' --schemas 'tenant_[23]'
    says "are three tenants" '^3 tenants in .* s: 3 up to date$'
    ask 'insert into tenant_1.users (name, age) values (1, 1)' >/dev/null
    ask 'insert into tenant_3.users (name, age) values (3, 3)' >/dev/null
    check "tenants go back" migrate downgrade 1 --schemas 'tenant_*' -j 4
    check "and up" migrate upgrade --schemas 'tenant_*' -j 4
    check "a single one as well" migrate downgrade base --schemas tenant_9
    says "by itself" '^1 tenant in .* s: 1 changed$'
    check_status 1 "which status says" migrate status --schemas 'tenant_*' -q
    check_status 2 "no such tenant" migrate upgrade --schemas 'nobody_*'
    says "is an error" 'no schema is called like "nobody_\*" \[MG507\]'
    unset DATABASE_URL
}

# One connection serves one tenant after the other: each has its own search path, with what the role's adds to it,
# what it has half done, and what its downgrade has set aside.
test_one_after_another() {
    migration 4 unique 'create_table(m, "marks", COLUMN("id", "bigint", DEFAULT("next_mark()")));
    create_index(m, "users_once", UNIQUE_ON("users", "name"));' 'drop_table(m, "marks"); drop_index(m, "users_once");'
    build >/dev/null || not_ok "it builds"
    new_database
    export DATABASE_URL=$URL PGOPTIONS="$PGOPTIONS -c search_path=more"
    psql -qX "$URL" -c 'create schema a' -c 'create schema b' -c 'create schema c' -c 'create schema more' \
        -c 'create function more.next_mark() returns bigint language sql as $$ select 7 $$'
    migrate upgrade 3 --schemas '[abc]' -q
    psql -qX "$URL" -c "insert into b.users (name, age) values ('bob', 1), ('bob', 2)" -c "insert into a.users (name, age) values ('ann', 1)"
    check_status 3 "one cannot go on" migrate upgrade --schemas '[abc]' -j 1
    says "and the others do" '^3 tenants in .* s: 2 changed, 1 failed$'
    same "it is half done" "b" "$(ask 'select string_agg(tenant, $$ $$) from modelgen.run where finished_at is null')"
    psql -qX "$URL" -c "delete from b.users where age = 2" -c 'insert into c.marks default values' -c 'insert into a.marks values (1)'
    MIGRATE_ALLOW="" check_status 3 "back again, but for that one" migrate downgrade 3 --schemas '[abc]' -j 1
    says "which has to go on first" '^  failed: b: the upgrade of migration .* is not at its end'
    check "it goes on, and rows come back" migrate upgrade --schemas '[abc]' -j 1
    says "with all of them" '^3 tenants in .* s: 3 changed$'
    same "to whom they belong" "1 0 7" "$(ask 'select (select min(id) from a.marks), (select count(*) from b.marks), (select min(id) from c.marks)')"
    same "the same schema in all" "$(shape a)$(shape a)" "$(shape b)$(shape c)"
    PGOPTIONS=${PGOPTIONS% -c *}
    unset DATABASE_URL
    rm schema/migrations/004*
}

# Rows that two tenants' drops set aside do not meet.
test_stash() {
    migration 4 less 'drop_table(m, "notes"); drop_column(m, "users", "name");' 'add_column(m, "users", COLUMN("name", "text"));
    create_table(m, "notes", COLUMN("id", "bigint"), COLUMN("user_id", "bigint"), FOREIGN_KEY("user_id", REFERENCES("users", "id")));'
    build >/dev/null || not_ok "it builds"
    new_database
    export DATABASE_URL=$URL
    psql -qX "$URL" -c 'create schema a' -c 'create schema b'
    migrate upgrade 3 --schemas '[ab]' -q
    psql -qX "$URL" -c "insert into a.users (name, age) values ('ann', 1)" -c "insert into b.users (name, age) values ('bob', 1)" \
        -c 'insert into a.notes values (1)' -c 'insert into b.notes values (2)'
    check "tables of tenants are dropped" migrate upgrade --schemas '[ab]' -j 2
    check "and come back" migrate downgrade 3 --schemas '[ab]' -j 2
    same "each to its tenant" "ann 1 bob 2" "$(ask 'select (select name from a.users), (select id from a.notes), (select name from b.users), (select id from b.notes)')"
    unset DATABASE_URL
    rm schema/migrations/004*
}

test_databases() {
    local i urls=() name
    for i in 1 2 3 4; do
        new_database
        urls+=("$URL")
    done
    printf '%s\n' "# ours" "${urls[0]} # the first" "" "  ${urls[1]}" >list
    name=${urls[2]#*///}
    echo "${name%%\?*}" >>list
    local base="postgresql://$PGUSER:secret@/postgres?host=$PGHOST"
    check "databases of a file" migrate upgrade --databases list --jobs 2 -d "$base"
    says "by name and by URL" "^${name%%\?*}: now at head"
    says "in sum" '^3 databases in .* s: 3 changed$'
    check_status 1 "databases of a query" migrate status -d "$base" \
        --databases-query "select datname from pg_database where datname like 't_$$_%' order by 1"
    says "some are behind" '[1-9] with pending migrations'
    echo "postgresql://ann:secret@localhost:1/nowhere" >list
    printf '%s\n' "${urls[3]}" >>list
    check_status 3 "a server that is not there" migrate upgrade --databases list
    says "stops nobody" '^2 databases in .* s: 1 changed, 1 failed$'
    says "and is named without its password" '^  failed: postgresql://ann:\*\*\*@localhost:1/nowhere: .*\[MG511\]'
    same "no password is told" "" "$(printf '%s\n' "$output" | grep secret)"
    printf '%s\n' "${urls[3]}" >>list
    check_status 3 "a canary that dies" migrate downgrade base --databases list --canary
    says "saves the others" '^2 databases|^3 databases in .* s: 1 failed, 2 not begun$'
    check_status 2 "an unknown revision" migrate upgrade 99 --databases list
    check_status 2 "both are too much" migrate upgrade --databases list --schemas x
    check_status 2 "a script is of one" migrate upgrade --databases list --sql
    check_status 2 "no file" migrate upgrade --databases nowhere
    : >list
    check_status 2 "nothing in it" migrate upgrade --databases list
}

project
migrations
build >/dev/null || not_ok "it builds"
test_tenants
test_one_after_another
test_stash
test_databases
