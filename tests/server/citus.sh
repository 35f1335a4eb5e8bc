# Tables that Citus keeps: how its recipes differ, and pull, drift and verify of such databases. With
# the extension where the server loads it, else on the stand-in of support/lib.sh, which has Citus's
# catalogs, functions and refusals, but keeps all rows in one place.
. "$(dirname "$0")/lib.sh"
. "$TOP/tests/support/project.sh"
need_server

query() { psql -qXAt -v ON_ERROR_STOP=1 "$URL" "$@"; }
distributions() { dump_distributions "$URL"; }

# --- tables in use ------------------------------------------------------------------------------

# What is done with indexes that are there already, with triggers, or in one statement elsewhere.
new_citus_database
project
migration 1 tables 'create_table(m, "tenants", COLUMN("id", "bigint", NOT_NULL), PRIMARY_KEY("id"));
    distributed_table(m, "tenants", "id", SHARD_COUNT(8));
    create_table(m, "orders", COLUMN("tenant", "bigint", NOT_NULL), COLUMN("id", "integer"), COLUMN("note", "text"));
    distributed_table(m, "orders", "tenant", COLOCATE_WITH("tenants"));
    create_table(m, "kinds", COLUMN("id", "bigint", NOT_NULL), PRIMARY_KEY("id"));
    reference_table(m, "kinds");' \
    'drop_table(m, "kinds"); drop_table(m, "orders"); drop_table(m, "tenants");'
migration 2 constraints 'alter_column(m, "orders", "id", NOT_NULL, FILL("0"));
    add_constraint(m, "orders", PRIMARY_KEY("tenant", "id"), CHECK("id >= 0", NAME("counted")),
        FOREIGN_KEY("tenant", REFERENCES("tenants", "id"), NAME("of_tenant")));
    create_index(m, "orders_note", ON("orders", "note"));
    add_column(m, "orders", COLUMN("kind", "bigint"), FOREIGN_KEY("kind", REFERENCES("kinds", "id"), NAME("of_kind")));
    backfill(m, "orders", SET("note = upper(note)"), WHERE("note <> upper(note)"));' \
    'drop_column(m, "orders", "kind"); drop_index(m, "orders_note"); drop_constraint(m, "orders", "of_tenant");
    drop_constraint(m, "orders", "counted"); drop_constraint(m, "orders", "orders_pkey");
    alter_column(m, "orders", "id", NULLABLE);'
migration 3 key 'drop_constraint(m, "orders", "orders_pkey");
    add_constraint(m, "orders", PRIMARY_KEY("tenant", "id", "note", NAME("orders_pkey")));' \
    'drop_constraint(m, "orders", "orders_pkey");
    add_constraint(m, "orders", PRIMARY_KEY("tenant", "id", NAME("orders_pkey"))); alter_column(m, "orders", "note", NULLABLE);'
migration 4 type 'alter_column(m, "orders", "id", TYPE("bigint"), ONLINE);' 'alter_column(m, "orders", "id", TYPE("integer"));'
build >/dev/null
check "tables are distributed" migrate upgrade 1 -d "$URL"
same "as they say" "SELECT distributed('kinds', 'n', 't', NULL, 1);
SELECT distributed('orders', 'h', 's', 'tenant', 8);
SELECT distributed('tenants', 'h', 's', 'id', 8);" "$(distributions)"
query -c "insert into tenants select generate_series(1, 100)" -c "insert into kinds values (1)" \
    -c "insert into orders select i % 100 + 1, nullif(i, 7), 'note ' || i from generate_series(1, 5000) i"
check "what is done to them in use is what Citus takes" migrate upgrade 2 -d "$URL" -v
same "all is there" "counted of_kind of_tenant orders_pkey" "$(query -c "select string_agg(conname, ' ' order by conname)
    from pg_constraint where conrelid = 'orders'::regclass and contype in ('c', 'f', 'p') and convalidated")"
same "and in the rows" "5000|0|1" "$(query -c "select count(*), count(*) filter (where note <> upper(note)),
    count(*) filter (where id = 0) from orders")"
same "the index was built beside the traffic" 1 "$(query -c "select count(*) from modelgen.step where statement like 'CREATE INDEX CONCURRENTLY orders_note%'")"
same "no batches were counted over the empty shell" 0 "$(query -c "select count(*) from modelgen.step where statement like '%ctid%'")"
check "a key is replaced" migrate upgrade 3 -d "$URL"
check "a change of type has no recipe here" migrate upgrade 4 -d "$URL"
check "all of it goes back" migrate downgrade 1 -d "$URL"
check "and comes again" migrate upgrade head -d "$URL"
check "the tables are set aside with what they are" env MIGRATE_ALLOW=rewrite,access build/migrate downgrade base -d "$URL"
check "and come back" migrate upgrade head -d "$URL"
same "with their rows" 5000 "$(query -c "select count(*) from orders")"
same "still distributed" "SELECT distributed('kinds', 'n', 't', NULL, 1);
SELECT distributed('orders', 'h', 's', 'tenant', 8);
SELECT distributed('tenants', 'h', 's', 'id', 8);" "$(distributions)"

# The rows of a table that is distributed otherwise move while writes wait: that needs consent, if there are many.
migration 5 moves 'undistribute_table(m, "orders_of_old");' 'distributed_table(m, "orders_of_old", "tenant");'
query -c "create table orders_of_old (tenant bigint, note text)" -c "select create_distributed_table('orders_of_old', 'tenant')" \
    -c "insert into orders_of_old select i, repeat('x', 900) from generate_series(1, 20000) i" >/dev/null
build >/dev/null
check_status 3 "a table that moves needs consent" env MIGRATE_ALLOW= build/migrate upgrade head -d "$URL"
says "with its size" 'orders_of_old \([0-9]+ MB'
check "which is given" migrate upgrade head -d "$URL"
check "and back" migrate downgrade 4 -d "$URL"

# --- pull, drift, verify ------------------------------------------------------------------------

new_citus_database bare
query <<'SQL'
create table regions (id int primary key, name text);
create table tenants (id bigint primary key, region int);
create table "Visits" (at timestamptz, tenant bigint not null references tenants);
create table plain (id int);
create table lonely (id uuid primary key);
alter table "Visits" drop constraint "Visits_tenant_fkey";
select create_reference_table('regions');
select create_distributed_table('tenants', 'id', shard_count => 16);
select create_distributed_table('"Visits"', 'tenant', colocate_with => 'tenants');
select create_distributed_table('lonely', 'id');
create table aside (id bigint);
select create_distributed_table('aside', 'id', colocate_with => 'none', shard_count => 16);
alter table "Visits" add constraint "Visits_tenant_fkey" foreign key (tenant) references tenants;
alter table tenants add constraint tenants_region_fkey foreign key (region) references regions;
SQL
pulled=$URL expected=$(dump_distributions "$URL")
mkdir -p "$WORK/pulled" && cd "$WORK/pulled" || exit 3
check "a database is pulled" modelgen pull --database "$URL"
same "pull says the tables" "DISTRIBUTED(Visits, tenant, COLOCATE_WITH(tenants));
DISTRIBUTED(aside, id, NOT_COLOCATED, SHARD_COUNT(16));
DISTRIBUTED(lonely, id, SHARD_COUNT(32));
DISTRIBUTED(tenants, id, NOT_COLOCATED, SHARD_COUNT(16));
REFERENCE_TABLE(regions);" "$(grep -hE '^(DISTRIBUTED|REFERENCE_TABLE)' schema/models/*.h | LC_ALL=C sort)"
same "models and snapshot agree" "no changes: the models match the snapshot" "$(modelgen diff 2>&1)"
new_citus_database bare
check "the baseline makes them again" modelgen upgrade --database "$URL"
same "the same" "$expected" "$(distributions)"
same "in the same groups" '"Visits" tenants|aside|lonely' "$(query -c "select string_agg(t, '|' order by t) from (select string_agg(logicalrelid::text, ' ' order by logicalrelid::text) t
    from pg_dist_partition where partmethod = 'h' group by colocationid) x")"
check "there is no drift" modelgen drift --database "$URL"
check "nor in the one that was pulled" modelgen drift --database "$pulled"
query -c "select undistribute_table('lonely')" >/dev/null
check_status 1 "a table that is no longer distributed is drift" modelgen drift --database "$URL"
says "and told" 'distribution "lonely'
query -c "select create_reference_table('lonely')" >/dev/null
check_status 1 "so is one that is distributed otherwise" modelgen drift --database "$URL"
says "and how" 'reference'
sed -i 's/^DISTRIBUTED(lonely.*/REFERENCE_TABLE(lonely);/' schema/models/*.h
check "a change of it" modelgen revision -m everywhere
check "is proven without Citus" modelgen verify
check "a migration that says otherwise" sed -i 's/reference_table(m, "lonely")/distributed_table(m, "lonely", "id")/' schema/migrations/002_everywhere.c
modelgen sum >/dev/null 2>&1
check_status 1 "is found out" modelgen verify
says "by what it makes" 'lonely: distributed, id'

# --- what Citus cannot take back ------------------------------------------------------------------

mkdir -p "$WORK/identity/schema/models" && cd "$WORK/identity" || exit 3
identity() { # identity LINE: a table with an identity, and that below it
    printf '#pragma once\n#include <modelgen/begin.h>\nTABLE(tenants) { int64_t id PRIMARY_KEY IDENTITY; };\n%s\n#include <modelgen/end.h>\n' \
        "$1" >schema/models/tenants.h
}
identity ""
check "a table with an identity" modelgen revision -m tenants
identity "DISTRIBUTED(tenants, id);"
check "can be distributed" modelgen revision -m spread
same "but never be taken back" '    irreversible(m,' "$(grep -o '    irreversible(m,' schema/migrations/002_spread.c)"
new_citus_database bare
check "the way there is open" modelgen upgrade --database "$URL"
check_status 3 "the way back is not" modelgen downgrade --database "$URL" -1
says "for this reason" 'its column "id" is an identity'
