/*
 * change
 *
 * Revision:  002  6b051095f52c
 * Revises:   001  97628e69e060
 * Created:   2026-03-01 10:00:00 UTC
 */
#include <modelgen/migration.h>

static void upgrade(migration *m)
{
    create_schema(m, "math");
    rename_operator(m, "!!!(NONE, bigint)", "math.!!!(NONE, bigint)");
    drop_index(m, "idx_things_n");
    drop_operator_family(m, "backwards USING btree");
    drop_operator(m, "<<<(integer, integer)");
    alter_operator(m, "===(integer, integer)", RESTRICT("neqsel"), JOIN("NONE"));
    comment(m, ON_OPERATOR("===(integer, integer)"), "just the same");
    create_operator(m, ">>>(integer, integer)", WITH_FUNCTION("int4gt"));

    alter_operator_family(m, "numbers USING btree", OPERATORS("5 > (integer, bigint)"),
        FUNCTIONS("1 (integer, bigint) btint48cmp(integer, bigint)"));
    comment(m, ON_OPERATOR_FAMILY("numbers USING btree"), "many");

    create_operator_class(m, "backwards USING btree", FOR_TYPE("integer"),
        OPERATORS("1 > (integer, integer)", "3 = (integer, integer)", "5 < (integer, integer)"),
        FUNCTIONS("1 (integer, integer) btint4cmp(integer, integer)"), COMMENT("from above"));

    create_index(m, "idx_things_n", ON("things", "n backwards"));
}

static void downgrade(migration *m)
{
    rename_operator(m, "math.!!!(NONE, bigint)", "!!!(NONE, bigint)");
    drop_index(m, "idx_things_n");
    drop_operator_family(m, "backwards USING btree");
    drop_operator(m, ">>>(integer, integer)");
    drop_schema(m, "math");
    create_operator(m, "<<<(integer, integer)", WITH_FUNCTION("int4lt"));
    alter_operator(m, "===(integer, integer)", RESTRICT("eqsel"), JOIN("eqjoinsel"));
    comment(m, ON_OPERATOR("===(integer, integer)"), "the same");

    alter_operator_family(m, "numbers USING btree", DROP_OPERATORS("5 (integer, bigint)"),
        DROP_FUNCTIONS("1 (integer, bigint)"));
    comment(m, ON_OPERATOR_FAMILY("numbers USING btree"), "some");

    create_operator_class(m, "backwards USING btree", FOR_TYPE("integer"),
        OPERATORS("1 > (integer, integer)", "3 = (integer, integer)"),
        FUNCTIONS("1 (integer, integer) btint4cmp(integer, integer)"));

    create_index(m, "idx_things_n", ON("things", "n backwards"));
}

MIGRATION(.number = 2, .revision = "6b051095f52c", .down_revision = "97628e69e060", .name = "change");
