/*
 * change
 *
 * Revision:  001  76782d73d895
 * Revises:   nothing
 * Created:   2026-03-01 10:00:00 UTC
 */
#include <modelgen/migration.h>

static void upgrade(migration *m)
{
    create_table(m, "many",
        COLUMN("id",               "bigint",           NOT_NULL),
        COLUMN("a_int4multirange", "int4multirange[]"),
        COLUMN("a_int8multirange", "int8multirange[]"),
        COLUMN("a_nummultirange",  "nummultirange[]"),
        COLUMN("a_tsmultirange",   "tsmultirange[]"),
        COLUMN("a_tstzmultirange", "tstzmultirange[]"),
        COLUMN("a_datemultirange", "datemultirange[]"),
        PRIMARY_KEY("id"));

    create_table(m, "samples",
        COLUMN("id",               "bigint",         NOT_NULL),
        COLUMN("a_int4multirange", "int4multirange"),
        COLUMN("a_int8multirange", "int8multirange"),
        COLUMN("a_nummultirange",  "nummultirange"),
        COLUMN("a_tsmultirange",   "tsmultirange"),
        COLUMN("a_tstzmultirange", "tstzmultirange"),
        COLUMN("a_datemultirange", "datemultirange"),
        PRIMARY_KEY("id"));
}

static void downgrade(migration *m)
{
    drop_table(m, "samples");
    drop_table(m, "many");
}

MIGRATION(.number = 1, .revision = "76782d73d895", .name = "change");
