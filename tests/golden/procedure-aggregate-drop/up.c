/*
 * change
 *
 * Revision:  002  80db4a692e9e
 * Revises:   001  62377db54877
 * Created:   2026-03-01 10:00:00 UTC
 */
#include <modelgen/migration.h>

static void upgrade(migration *m)
{
    drop_aggregate(m, "any_of(*)");
    drop_aggregate(m, "nth(double precision ORDER BY anyelement)");
    drop_procedure(m, "tidy(integer, integer)");

    create_aggregate(m, "total(x integer)", OR_REPLACE, SFUNC("acc"), STYPE("integer"),
        COMBINEFUNC("int4pl"), MSFUNC("int4pl"), MINVFUNC("int4mi"), MSTYPE("integer"),
        MINITCOND("0"));

    comment(m, ON_AGGREGATE("total(integer)"), "the sum");
}

static void downgrade(migration *m)
{
    create_procedure(m, "tidy(days integer, INOUT done integer)", LANGUAGE("plpgsql"),
        BODY("BEGIN done := days; END"));

    create_aggregate(m, "any_of(*)", SFUNC("int8inc"), STYPE("bigint"), INITCOND("0"));

    create_aggregate(m, "nth(double precision ORDER BY anyelement)",
        SFUNC("ordered_set_transition"), STYPE("internal"), FINALFUNC("percentile_disc_final"),
        FINALFUNC_EXTRA);

    create_aggregate(m, "total(x integer)", OR_REPLACE, SFUNC("acc"), STYPE("integer"),
        INITCOND("0"), PARALLEL(safe));

    comment(m, ON_AGGREGATE("total(integer)"), "all of them");
}

MIGRATION(.number = 2, .revision = "80db4a692e9e", .down_revision = "62377db54877", .name = "change");
