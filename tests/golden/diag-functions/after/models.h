#pragma once
#include <modelgen/begin.h>

TABLE(users) {
    int64_t id PRIMARY_KEY;
    char   *name;
};
FUNCTION("no_body()", RETURNS(integer), LANGUAGE(sql));
FUNCTION("no_language()", RETURNS(integer), BODY("SELECT 1"));
FUNCTION("no_result()", LANGUAGE(sql), BODY("SELECT 1"));
FUNCTION("not closed(a integer", RETURNS(integer), LANGUAGE(sql), BODY("SELECT 1"));
FUNCTION("bad_default(a integer DEFAULT 1, b integer)", RETURNS(integer), LANGUAGE(sql), BODY("SELECT 1"));
FUNCTION("bad_sql()", RETURNS(integer), LANGUAGE(sql), BODY("SELECT 1 +"));
FUNCTION("bad_block()", RETURNS(integer), LANGUAGE(plpgsql), BODY("BEGIN\n    IF true THEN\n    RETURN 1;\nEND;"));
FUNCTION("both()", RETURNS(integer), LANGUAGE(sql), IMMUTABLE, STABLE, BODY("SELECT 1"));
FUNCTION("bad_set()", RETURNS(integer), LANGUAGE(sql), SET("work_mem"), BODY("SELECT 1"));
FUNCTION("bad_parallel()", RETURNS(integer), LANGUAGE(sql), PARALLEL(saved), BODY("SELECT 1"));
FUNCTION("bad_return(a integer)", RETURNS(integer), RETURN(a +));
FUNCTION("bad_atomic(a integer)", RETURNS(integer), ATOMIC("SELECT a; SELECT FROM WHERE;"));
FUNCTION("twice(a integer)", RETURNS(integer), LANGUAGE(sql), BODY("SELECT 1"));
FUNCTION("twice(b int4)", RETURNS(integer), LANGUAGE(sql), BODY("SELECT 2"));
PROCEDURE("twice(integer)", LANGUAGE(sql), BODY("SELECT 3"));
PROCEDURE("returns()", RETURNS(integer), LANGUAGE(sql), BODY("SELECT 1"));
AGGREGATE("total(integer", SFUNC(acc), STYPE(integer));
FUNCTION_FILE("sql/missing.sql");
FUNCTION_FILE("sql/not_sql.sql");
FUNCTION_FILE("sql/table.sql");
FUNCTION_FILE("sql/body.sql");
FUNCTION_FILE("sql/comment.sql");
TRIGGER(users, no_time, EXECUTE(f));
TRIGGER(users, bad_event, BEFORE(UPDATED), EXECUTE(f));
TRIGGER(users, no_column, BEFORE(UPDATE OF nam), EXECUTE(f));
TRIGGER(users, no_function, BEFORE(UPDATE));
TRIGGER(users, not_constraint, AFTER(UPDATE), INITIALLY_DEFERRED, EXECUTE(f));
EVENT_TRIGGER(bad_one, ON(ddl_end), EXECUTE(f));
EVENT_TRIGGER(no_event, EXECUTE(f));

#include <modelgen/end.h>
