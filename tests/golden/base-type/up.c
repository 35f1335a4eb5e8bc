/*
 * change
 *
 * Revision:  002  f787b69aa854
 * Revises:   001  275693208fb3
 * Created:   2026-03-01 10:00:00 UTC
 */
#include <modelgen/migration.h>

static void upgrade(migration *m)
{
    drop_type(m, "later");
    create_shell_type(m, "number");

    create_function(m, "number_in(cstring)", RETURNS("number"), LANGUAGE("internal"), IMMUTABLE,
        STRICT, BODY("int4in"));

    create_function(m, "number_out(number)", RETURNS("cstring"), LANGUAGE("internal"), IMMUTABLE,
        STRICT, BODY("int4out"));

    create_base_type(m, "number", INPUT("number_in"), OUTPUT("number_out"), LENGTH(4), BY_VALUE,
        CATEGORY("N"), DEFAULT("7"), COMMENT("counted"));

    create_function(m, "number_compare(number, number)", RETURNS("integer"), LANGUAGE("internal"),
        IMMUTABLE, STRICT, BODY("btint4cmp"));

    create_function(m, "number_less(number, number)", RETURNS("boolean"), LANGUAGE("internal"),
        IMMUTABLE, STRICT, BODY("int4lt"));

    create_function(m, "same(number)", RETURNS("number"), LANGUAGE("sql"), BODY("SELECT $1"));
    create_cast(m, "number AS integer", IMPLICIT);
    create_operator(m, "<(number, number)", WITH_FUNCTION("number_less"));

    create_operator_class(m, "number_ops USING btree", DEFAULT_CLASS, FOR_TYPE("number"),
        OPERATORS("1 < (number, number)"),
        FUNCTIONS("1 (number, number) number_compare(number, number)"));

    add_column(m, "t",
        COLUMN("n",  "number"),
        COLUMN("ns", "number[]"));
    create_index(m, "idx_t_n", ON("t", "n"));
}

static void downgrade(migration *m)
{
    drop_index(m, "idx_t_n");
    drop_column(m, "t", "n");
    drop_column(m, "t", "ns");
    drop_operator_family(m, "number_ops USING btree");
    drop_operator(m, "<(number, number)");
    drop_cast(m, "number AS integer");
    drop_function(m, "number_compare(number, number)");
    drop_function(m, "number_less(number, number)");
    drop_function(m, "same(number)");
    drop_base_type(m, "number");
    create_shell_type(m, "later");
}

MIGRATION(.number = 2, .revision = "f787b69aa854", .down_revision = "275693208fb3", .name = "change");
