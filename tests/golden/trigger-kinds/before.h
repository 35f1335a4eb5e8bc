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
TRIGGER(users, gone, BEFORE(INSERT), EXECUTE(touch));
TRIGGER(users, renamed, BEFORE(INSERT), FOR_EACH_ROW, EXECUTE(touch));
TRIGGER(users, changed, BEFORE(INSERT), FOR_EACH_ROW, EXECUTE(touch));
TRIGGER(users, stopped, AFTER(DELETE), EXECUTE(touch), COMMENT("stops"));
TRIGGER(users, started, AFTER(DELETE), EXECUTE(touch), ENABLED(disabled));
TRIGGER(users, both, AFTER(DELETE), EXECUTE(touch), ENABLED(disabled));
TRIGGER(users, checked, CONSTRAINT_TRIGGER, AFTER(INSERT), FOR_EACH_ROW, EXECUTE(touch));

#include <modelgen/end.h>
