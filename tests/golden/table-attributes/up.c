/*
 * change
 *
 * Revision:  002  b7c1a3783f5e
 * Revises:   001  252c06462d6e
 * Created:   2026-03-01 10:00:00 UTC
 */
#include <modelgen/migration.h>

static void upgrade(migration *m)
{
    drop_index(m, "idx_rebuilt_a");
    drop_index(m, "unique_rebuilt");

    alter_table(m, "full", LOGGED, REPLICA_IDENTITY(DEFAULT), RESET("fillfactor"),
        WITH("toast.autovacuum_enabled=on"));
    alter_column(m, "full", "a", STORAGE(extended), COMPRESSION(default), STATISTICS(-1),
        WITH("n_distinct_inherited=3"), RESET("n_distinct"));
    alter_column(m, "full", "b", TYPE("varchar(20)"), STORAGE(main));
    alter_column(m, "full", "c", STORAGE(main));
    alter_column(m, "full", "d", STATISTICS(-1));
    alter_table(m, "full", CLUSTER_ON("idx_full_b"));

    alter_table(m, "moves", REPLICA_INDEX("moves_b_key"));

    alter_table(m, "plain", UNLOGGED, REPLICA_IDENTITY(NOTHING),
        WITH("fillfactor=90", "toast.autovacuum_enabled=off"));
    alter_column(m, "plain", "name", STORAGE(main), COMPRESSION(pglz), STATISTICS(300),
        WITH("n_distinct=-1", "n_distinct_inherited=5"));
    alter_table(m, "plain", CLUSTER_ON("plain_pkey"));

    create_index(m, "idx_rebuilt_a", ON("rebuilt", "a", "b"));
    alter_table(m, "rebuilt", CLUSTER_ON("idx_rebuilt_a"));
    create_index(m, "unique_rebuilt", UNIQUE_ON("rebuilt", "b", "a"));
    alter_table(m, "rebuilt", REPLICA_INDEX("unique_rebuilt"));
}

static void downgrade(migration *m)
{
    drop_index(m, "idx_rebuilt_a");
    drop_index(m, "unique_rebuilt");

    alter_table(m, "full", UNLOGGED, REPLICA_IDENTITY(FULL),
        WITH("fillfactor=70", "toast.autovacuum_enabled=off"));
    alter_column(m, "full", "a", STORAGE(external), COMPRESSION(pglz), STATISTICS(200),
        WITH("n_distinct=10"), RESET("n_distinct_inherited"));
    alter_column(m, "full", "b", TYPE("text"), STORAGE(main));
    alter_column(m, "full", "c", STORAGE(external));
    alter_column(m, "full", "d", STATISTICS(0));
    alter_table(m, "full", CLUSTER_ON("idx_full_a"));

    alter_table(m, "moves", REPLICA_INDEX("moves_a_key"));

    alter_table(m, "plain", LOGGED, REPLICA_IDENTITY(DEFAULT),
        RESET("fillfactor", "toast.autovacuum_enabled"));
    alter_column(m, "plain", "name", STORAGE(extended), COMPRESSION(default), STATISTICS(-1),
        RESET("n_distinct", "n_distinct_inherited"));
    alter_table(m, "plain", NO_CLUSTER);

    create_index(m, "idx_rebuilt_a", ON("rebuilt", "a"));
    alter_table(m, "rebuilt", CLUSTER_ON("idx_rebuilt_a"));
    create_index(m, "unique_rebuilt", UNIQUE_ON("rebuilt", "b"));
    alter_table(m, "rebuilt", REPLICA_INDEX("unique_rebuilt"));
}

MIGRATION(.number = 2, .revision = "b7c1a3783f5e", .down_revision = "252c06462d6e", .name = "change");
