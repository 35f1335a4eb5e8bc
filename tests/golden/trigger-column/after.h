#pragma once
#include <modelgen/begin.h>

TABLE(users) {
    int64_t id PRIMARY_KEY IDENTITY;
    char   *email NOT_NULL;
    char   *full_name VARCHAR(80) RENAMED_FROM(name);
};
FUNCTION("touch()", RETURNS(trigger), LANGUAGE(plpgsql), BODY("BEGIN RETURN NEW; END"));
TRIGGER(users, touched, BEFORE(UPDATE OF full_name), FOR_EACH_ROW,
    WHEN(NEW.full_name <> OLD.full_name), EXECUTE(touch));

#include <modelgen/end.h>
