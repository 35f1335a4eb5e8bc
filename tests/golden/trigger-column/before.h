#pragma once
#include <modelgen/begin.h>

TABLE(users) {
    int64_t id PRIMARY_KEY IDENTITY;
    char   *email NOT_NULL;
    char   *name;
};
FUNCTION("touch()", RETURNS(trigger), LANGUAGE(plpgsql), BODY("BEGIN RETURN NEW; END"));
TRIGGER(users, touched, BEFORE(UPDATE OF name), FOR_EACH_ROW, WHEN(NEW.name <> OLD.name), EXECUTE(touch));

#include <modelgen/end.h>
