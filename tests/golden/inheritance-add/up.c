/*
 * change
 *
 * Revision:  002  612e90e17d02
 * Revises:   001  679132ff77ea
 * Created:   2026-03-01 10:00:00 UTC
 */
#include <modelgen/migration.h>

static void upgrade(migration *m)
{
    create_schema(m, "zoo");

    add_column(m, "animals",
        COLUMN("name", "text", NOT_NULL, DEFAULT("'x'"), COLLATE("C"), STORAGE(external)));

    create_table(m, "swimmers", COLUMN("swims", "boolean", DEFAULT("true")));

    create_table(m, "dogs",
        COLUMN("id",    "bigint",  NOT_NULL),
        COLUMN("swims", "boolean", NOT_NULL),
        COLUMN("toys",  "text[]",  COMPRESSION(pglz)),
        PRIMARY_KEY("id", NAME("dog_key")),
        UNIQUE("name"),
        OPTIONS(INHERITS("animals", "swimmers"), COMMENT("Bark.")));
    alter_column(m, "dogs", "name", DEFAULT("'bello'"), STATISTICS(100));
    alter_column(m, "dogs", "swims", NO_DEFAULT);

    create_table(m, "puppies",
        COLUMN("weeks", "integer"),
        CHECK("weeks < 20"),
        OPTIONS(INHERITS("dogs"), UNLOGGED));
    create_index(m, "idx_puppies_name_weeks", ON("puppies", "name", "weeks"));

    create_table(m, "zoo.base", COLUMN("born", "date"));

    create_table(m, "zoo.cage",
        COLUMN("size", "integer"),
        OPTIONS(INHERITS("zoo.base", "animals")));
}

static void downgrade(migration *m)
{
    drop_table(m, "zoo.cage");
    drop_table(m, "zoo.base");
    drop_table(m, "puppies");
    drop_table(m, "dogs");
    drop_table(m, "swimmers");
    drop_column(m, "animals", "name");
    drop_schema(m, "zoo");
}

MIGRATION(.number = 2, .revision = "612e90e17d02", .down_revision = "679132ff77ea", .name = "change");
