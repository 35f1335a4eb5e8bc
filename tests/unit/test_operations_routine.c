/* The SQL of the operations on functions, aggregates and triggers, called as migrations call them.
 */
#include "operations.h"

static void routines_have_all_their_attributes(void **state)
{
    migration *m = *state;

    create_function(m, "x.f(a text DEFAULT 'b, c', OUT d integer)", LANGUAGE("plpgsql"), STABLE,
                    STRICT, SECURITY_DEFINER, LEAKPROOF, PARALLEL(safe), COST(5), ROWS(10),
                    SUPPORT("x.s"), SET("search_path=x, \"\"", "work_mem=64MB"),
                    TRANSFORM("hstore", "json"), BODY("b"), COMMENT("c"));
    create_function(m, "g()", RETURNS("integer"), LIBRARY("lib"), SYMBOL("sym"), LANGUAGE("c"),
                    WINDOW);
    create_procedure(m, "p()", ATOMIC("BEGIN ATOMIC SELECT 1; END"));
    alter_function(m, "f(text)", VOLATILE, CALLED_ON_NULL_INPUT, SECURITY_INVOKER, NOT_LEAKPROOF,
                   RESET("a", "b.c"), SET("datestyle=ISO, DMY"));
    alter_procedure(m, "p()", SECURITY_DEFINER);
    create_aggregate(m, "x.a(*)", OR_REPLACE, SFUNC("y.s"), STYPE("bigint"), INITCOND("it's"),
                     FINALFUNC_EXTRA, SORTOP(">"), PARALLEL(safe), COMMENT("c"));
    drop_aggregate(m, "a(*)");
    rename_procedure(m, "x.p()", "x.q()");
    assert_sql(m,
               "CREATE FUNCTION x.f(a text DEFAULT 'b, c', OUT d integer) LANGUAGE plpgsql"
               " TRANSFORM FOR TYPE hstore, FOR TYPE json STABLE STRICT SECURITY DEFINER LEAKPROOF"
               " PARALLEL safe COST 5 ROWS 10 SUPPORT x.s SET search_path TO x, '' SET work_mem TO"
               " '64MB' AS $$b$$\n"
               "COMMENT ON FUNCTION x.f(a text, OUT d integer) IS 'c'\n"
               "CREATE FUNCTION g() RETURNS integer LANGUAGE c WINDOW AS 'lib', 'sym'\n"
               "CREATE PROCEDURE p() LANGUAGE sql BEGIN ATOMIC SELECT 1; END\n"
               "ALTER FUNCTION f(text) VOLATILE CALLED ON NULL INPUT SECURITY INVOKER NOT LEAKPROOF"
               " RESET a RESET b.c SET datestyle TO 'ISO, DMY'\n"
               "ALTER PROCEDURE p() SECURITY DEFINER\n"
               "CREATE OR REPLACE AGGREGATE x.a(*) (SFUNC = y.s, STYPE = bigint, FINALFUNC_EXTRA,"
               " INITCOND = 'it''s', SORTOP = >, PARALLEL = safe)\n"
               "COMMENT ON AGGREGATE x.a(*) IS 'c'\n"
               "DROP AGGREGATE a(*)\n"
               "ALTER PROCEDURE x.p() RENAME TO q\n");
}

static void triggers_fire_as_they_are_told(void **state)
{
    migration *m = *state;

    create_trigger(m, "x.t", "g", CONSTRAINT_TRIGGER, AFTER("INSERT"), FROM("u"),
                   INITIALLY_DEFERRED, FOR_EACH_ROW, EXECUTE("f()"), ENABLED(always));
    create_trigger(m, "t", "g", OR_REPLACE, AFTER("UPDATE"), OLD_TABLE("o"), NEW_TABLE("N"),
                   EXECUTE("f()"), COMMENT("c"));
    alter_trigger(m, "t", "g", ENABLED(origin));
    create_event_trigger(m, "E", EVENT(sql_drop), TAGS("DROP TABLE", "DROP VIEW"), EXECUTE("f()"),
                         ENABLED(disabled));
    alter_event_trigger(m, "E", ENABLED(replica));
    rename_event_trigger(m, "E", "f");
    assert_sql(
        m, "CREATE CONSTRAINT TRIGGER g AFTER INSERT ON x.t FROM u DEFERRABLE INITIALLY DEFERRED"
           " FOR EACH ROW EXECUTE FUNCTION f()\n"
           "ALTER TABLE x.t ENABLE ALWAYS TRIGGER g\n"
           "CREATE OR REPLACE TRIGGER g AFTER UPDATE ON t REFERENCING OLD TABLE AS o NEW TABLE AS"
           " \"N\" EXECUTE FUNCTION f()\n"
           "COMMENT ON TRIGGER g ON t IS 'c'\n"
           "ALTER TABLE t ENABLE TRIGGER g\n"
           "CREATE EVENT TRIGGER \"E\" ON sql_drop WHEN TAG IN ('DROP TABLE', 'DROP VIEW')"
           " EXECUTE FUNCTION f()\n"
           "ALTER EVENT TRIGGER \"E\" DISABLE\n"
           "ALTER EVENT TRIGGER \"E\" ENABLE REPLICA\n"
           "ALTER EVENT TRIGGER \"E\" RENAME TO f\n");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(routines_have_all_their_attributes, set_up, tear_down),
        cmocka_unit_test_setup_teardown(triggers_fire_as_they_are_told, set_up, tear_down),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
