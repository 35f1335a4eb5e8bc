/* The SQL of types and of what belongs to them, called as migrations call it. */
#include "operations.h"

// clang-format off

static void a_domain_is_made_with_its_checks(void **state)
{
    migration *m = *state;

    create_domain(m, "shop.Mail", "varchar(50)", NOT_NULL, DEFAULT("''"), COLLATE("C"),
        COMMENT("where"), CONSTRAINTS(CHECK("VALUE ~ '@'"),
                                      CHECK("VALUE <> ''", NAME("odd name"), NOT_VALID, COMMENT("x"))));
    assert_sql(m, "CREATE DOMAIN shop.\"Mail\" AS varchar(50) COLLATE \"C\" DEFAULT '' NOT NULL\n"
                  "    CHECK (VALUE ~ '@')\n"
                  "ALTER DOMAIN shop.\"Mail\" ADD CONSTRAINT \"odd name\" CHECK (VALUE <> '') NOT VALID\n"
                  "COMMENT ON DOMAIN shop.\"Mail\" IS 'where'\n"
                  "COMMENT ON CONSTRAINT \"odd name\" ON DOMAIN shop.\"Mail\" IS 'x'\n");
    create_domain(m, "d", "integer", NOT_NULL, NOT_NULL_NAME("there"));
    assert_sql(m, "CREATE DOMAIN d AS integer CONSTRAINT there NOT NULL\n");
}

static void a_domain_is_altered_one_thing_at_a_time(void **state)
{
    migration *m = *state;

    alter_domain(m, "d", NOT_NULL, DEFAULT("1"));
    assert_sql(m, "ALTER DOMAIN d SET DEFAULT 1\nALTER DOMAIN d SET NOT NULL\n");
    alter_domain(m, "d", NULLABLE, NO_DEFAULT);
    assert_sql(m, "ALTER DOMAIN d DROP DEFAULT\nALTER DOMAIN d DROP NOT NULL\n");
    add_domain_constraint(m, "d", CHECK("VALUE > 0", NAME("c"), NOT_VALID));
    validate_domain_constraint(m, "d", "c");
    rename_domain_constraint(m, "d", "c", "e");
    drop_domain_constraint(m, "d", "e");
    assert_sql(m, "ALTER DOMAIN d ADD CONSTRAINT c CHECK (VALUE > 0) NOT VALID\n"
                  "ALTER DOMAIN d VALIDATE CONSTRAINT c\n"
                  "ALTER DOMAIN d RENAME CONSTRAINT c TO e\n"
                  "ALTER DOMAIN d DROP CONSTRAINT e\n");
    rename_domain(m, "d", "shop.e");
    drop_domain(m, "shop.e");
    assert_sql(m, "ALTER DOMAIN d SET SCHEMA shop\nALTER DOMAIN shop.d RENAME TO e\nDROP DOMAIN shop.e\n");
}

static void a_composite_type_has_attributes(void **state)
{
    migration *m = *state;

    create_composite(m, "address",
        ATTRIBUTE("street", "text", COLLATE("C"), COMMENT("where")),
        ATTRIBUTE("order",  "integer"),
        OPTIONS(COMMENT("x")));
    assert_sql(m, "CREATE TYPE address AS (\n    street text COLLATE \"C\",\n    \"order\" integer\n)\n"
                  "COMMENT ON COLUMN address.street IS 'where'\n"
                  "COMMENT ON TYPE address IS 'x'\n");
    add_attribute(m, "address", ATTRIBUTE("zip", "text"), ATTRIBUTE("town", "text"));
    alter_attribute(m, "address", "zip", "varchar(9)", COLLATE("C"));
    rename_attribute(m, "address", "zip", "code");
    drop_attribute(m, "address", "code");
    assert_sql(m, "ALTER TYPE address\n    ADD ATTRIBUTE zip text,\n    ADD ATTRIBUTE town text\n"
                  "ALTER TYPE address ALTER ATTRIBUTE zip TYPE varchar(9) COLLATE \"C\"\n"
                  "ALTER TYPE address RENAME ATTRIBUTE zip TO code CASCADE\n"
                  "ALTER TYPE address DROP ATTRIBUTE code\n");
}

static void definitions_say_what_is_said(void **state)
{
    migration *m = *state;

    create_range(m, "r", SUBTYPE("float8"), SUBTYPE_DIFF("shop.Diff"), MULTIRANGE("rs"));
    create_collation(m, "c", PROVIDER(icu), LOCALE("de"), NONDETERMINISTIC);
    create_base_type(m, "b", INPUT("b_in"), OUTPUT("b_out"), LENGTH(4), BY_VALUE, DELIMITER(";"));
    assert_sql(m, "CREATE TYPE r AS RANGE (subtype = float8, subtype_diff = shop.\"Diff\", multirange_type_name = rs)\n"
                  "CREATE COLLATION c (provider = icu, locale = 'de', deterministic = false)\n"
                  "CREATE TYPE b (input = b_in, output = b_out, internallength = 4, passedbyvalue = true, delimiter = ';')\n");
    create_conversion(m, "k", DEFAULT_CONVERSION, FROM_ENCODING("LATIN1"), TO_ENCODING("UTF8"), WITH_FUNCTION("f"));
    assert_sql(m, "CREATE DEFAULT CONVERSION k FOR 'LATIN1' TO 'UTF8' FROM f\n");
}

static void what_has_more_than_a_name_is_named_by_all_of_it(void **state)
{
    migration *m = *state;

    create_cast(m, "text AS a.b", WITH_FUNCTION("f(text)"), ASSIGNMENT, COMMENT("x"));
    drop_cast(m, "text AS a.b");
    assert_sql(m, "CREATE CAST (text AS a.b) WITH FUNCTION f(text) AS ASSIGNMENT\n"
                  "COMMENT ON CAST (text AS a.b) IS 'x'\nDROP CAST (text AS a.b)\n");
    create_operator(m, "Shop.===(a.b, numeric(10,2))", WITH_FUNCTION("f"), COMMUTATOR("Shop.==="), HASHES);
    create_operator(m, "!(NONE, bit)", WITH_FUNCTION("g"), RESTRICT("eqsel"));
    alter_operator(m, "!(NONE, bit)", RESTRICT("NONE"), JOIN("neqjoinsel"));
    drop_operator(m, "Shop.===(a.b, integer)");
    rename_operator(m, "!(NONE, bit)", "Shop.!(NONE, bit)");
    assert_sql(m, "CREATE OPERATOR \"Shop\".=== (function = f, leftarg = a.b, rightarg = numeric(10,2), commutator = OPERATOR(\"Shop\".===), hashes)\n"
                  "CREATE OPERATOR ! (function = g, rightarg = bit, restrict = eqsel)\n"
                  "ALTER OPERATOR ! (NONE, bit) SET (restrict = NONE, join = neqjoinsel)\n"
                  "DROP OPERATOR \"Shop\".=== (a.b, integer)\n"
                  "ALTER OPERATOR ! (NONE, bit) SET SCHEMA \"Shop\"\n");
    create_operator_class(m, "a.Ops USING btree", DEFAULT_CLASS, FOR_TYPE("integer"), FAMILY("f"),
        OPERATORS("1 <"), FUNCTIONS("1 cmp(integer, integer)"));
    rename_operator_class(m, "a.Ops USING btree", "b.ops USING btree");
    drop_operator_family(m, "b.ops USING btree");
    assert_sql(m, "CREATE OPERATOR CLASS a.\"Ops\" DEFAULT FOR TYPE integer USING btree FAMILY f AS\n    OPERATOR 1 <,\n    FUNCTION 1 cmp(integer, integer)\n"
                  "ALTER OPERATOR CLASS a.\"Ops\" USING btree SET SCHEMA b\n"
                  "ALTER OPERATOR CLASS b.\"Ops\" USING btree RENAME TO ops\n"
                  "DROP OPERATOR FAMILY b.ops USING btree\n");
}

static void text_search_changes_in_place(void **state)
{
    migration *m = *state;

    create_text_search_dictionary(m, "d", TEMPLATE("simple"), SETTINGS("accept = false"));
    alter_text_search_dictionary(m, "d", SETTINGS("accept", "stopwords = 'english'"));
    create_text_search_configuration(m, "c", MAPPINGS("word, int: d, simple"));
    alter_text_search_configuration(m, "c", DROP_MAPPINGS("int"), MAPPINGS("email: simple"));
    assert_sql(m, "CREATE TEXT SEARCH DICTIONARY d (template = simple, accept = false)\n"
                  "ALTER TEXT SEARCH DICTIONARY d (accept, stopwords = 'english')\n"
                  "CREATE TEXT SEARCH CONFIGURATION c (parser = \"default\")\n"
                  "ALTER TEXT SEARCH CONFIGURATION c ADD MAPPING FOR word, int WITH d, simple\n"
                  "ALTER TEXT SEARCH CONFIGURATION c DROP MAPPING FOR int\n"
                  "ALTER TEXT SEARCH CONFIGURATION c ADD MAPPING FOR email WITH simple\n");
    create_text_search_configuration(m, "c", MAPPINGS("word"));
    assert_non_null(strstr(mg_buf_text(&m->sql), "refusal: the mapping \"word\" says no dictionary"));
    mg_buf_clear(&m->sql);
}

static void a_range_takes_its_functions_along(void **state)
{
    migration *m = *state;

    rename_range(m, "r", "s", MULTIRANGES("rs", "ss"));
    assert_non_null(strstr(mg_buf_text(&m->sql), "ALTER TYPE r RENAME TO s\nALTER TYPE rs RENAME TO ss\nDO $$"));
    assert_non_null(strstr(mg_buf_text(&m->sql), "IN ('s'::regtype, 'ss'::regtype)"));
    mg_buf_clear(&m->sql);
    drop_base_type(m, "b");
    assert_non_null(strstr(mg_buf_text(&m->sql), "END $$\nDROP TYPE b CASCADE\n"));
    mg_buf_clear(&m->sql);
}
// clang-format on

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_domain_is_made_with_its_checks),
        cmocka_unit_test(a_domain_is_altered_one_thing_at_a_time),
        cmocka_unit_test(a_composite_type_has_attributes),
        cmocka_unit_test(definitions_say_what_is_said),
        cmocka_unit_test(what_has_more_than_a_name_is_named_by_all_of_it),
        cmocka_unit_test(text_search_changes_in_place),
        cmocka_unit_test(a_range_takes_its_functions_along),
    };

    return cmocka_run_group_tests(tests, set_up, tear_down);
}
