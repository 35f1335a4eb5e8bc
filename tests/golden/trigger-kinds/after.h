#pragma once
#include <modelgen/begin.h>

TABLE(users) {
    int64_t id PRIMARY_KEY IDENTITY;
    char   *email NOT_NULL;
    char   *name;
};
TABLE(log) {
    int64_t id PRIMARY_KEY IDENTITY;
};
FUNCTION("touch()", RETURNS(trigger), LANGUAGE(plpgsql), BODY("BEGIN RETURN NEW; END"));
TRIGGER(users, called, BEFORE(INSERT), FOR_EACH_ROW, EXECUTE(touch), RENAMED_FROM(renamed));
TRIGGER(users, changed, BEFORE(DELETE OR UPDATE OF name, email OR INSERT), FOR_EACH_ROW,
    WHEN("pg_trigger_depth() = 0"), EXECUTE("touch('a', 'it''s')"));
TRIGGER(users, stopped, AFTER(DELETE), EXECUTE(touch), ENABLED(disabled), COMMENT("does not"));
TRIGGER(users, started, AFTER(DELETE), EXECUTE(touch), ENABLED(always));
TRIGGER(users, both, AFTER(TRUNCATE), EXECUTE(touch));
TRIGGER(users, checked, CONSTRAINT_TRIGGER, AFTER(INSERT), FOR_EACH_ROW, EXECUTE(touch),
    FROM(log), INITIALLY_DEFERRED);
/** new and old */
TRIGGER(users, compared, AFTER(UPDATE), OLD_TABLE(before), NEW_TABLE("After All"), EXECUTE(touch()));
TRIGGER(users, noticed, AFTER(UPDATE), FOR_EACH_ROW, WHEN(OLD.name IS DISTINCT FROM NEW.name),
    EXECUTE(touch));

#include <modelgen/end.h>
