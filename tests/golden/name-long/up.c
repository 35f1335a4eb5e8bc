/*
 * change
 *
 * Revision:  001  4eeaa4976918
 * Revises:   nothing
 * Created:   2026-03-01 10:00:00 UTC
 */
#include <modelgen/migration.h>

static void upgrade(migration *m)
{
    create_table(m, "a_name_that_is_quite_long_but_still_fits_into_sixty_three_by",
        COLUMN("id", "bigint", NOT_NULL, IDENTITY),
        COLUMN("another_column_name_that_is_rather_long_too", "text"),
        COLUMN("a_reference_with_a_long_name_as_well", "bigint"),
        PRIMARY_KEY("id"),
        UNIQUE("another_column_name_that_is_rather_long_too"),
        CHECK("another_column_name_that_is_rather_long_too <> 'x'"),
        FOREIGN_KEY("a_reference_with_a_long_name_as_well",
                    REFERENCES("a_name_that_is_quite_long_but_still_fits_into_sixty_three_by",
                               "id"),
                    ON_DELETE(CASCADE)));
    create_index(m, "idx_a_name_that_is_quite_long_but_another_column_name_that_is_r",
        ON("a_name_that_is_quite_long_but_still_fits_into_sixty_three_by",
           "another_column_name_that_is_rather_long_too", "a_reference_with_a_long_name_as_well"));
}

static void downgrade(migration *m)
{
    drop_table(m, "a_name_that_is_quite_long_but_still_fits_into_sixty_three_by");
}

MIGRATION(.number = 1, .revision = "4eeaa4976918", .name = "change");
