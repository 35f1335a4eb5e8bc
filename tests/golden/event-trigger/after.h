#pragma once
#include <modelgen/begin.h>

FUNCTION("noticed()", RETURNS(event_trigger), LANGUAGE(plpgsql), BODY("BEGIN END"));
EVENT_TRIGGER(new_one, ON(table_rewrite), EXECUTE(noticed), RENAMED_FROM(old_one));
EVENT_TRIGGER(stopped, ON(ddl_command_end), EXECUTE(noticed), ENABLED(disabled));
/** sees tables */
EVENT_TRIGGER(changed, ON(ddl_command_end), TAGS("CREATE TABLE", "DROP TABLE"), EXECUTE(noticed));

#include <modelgen/end.h>
