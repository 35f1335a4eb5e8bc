#pragma once
#include <modelgen/begin.h>

FUNCTION("noticed()", RETURNS(event_trigger), LANGUAGE(plpgsql), BODY("BEGIN END"));
EVENT_TRIGGER(gone, ON(sql_drop), EXECUTE(noticed));
EVENT_TRIGGER(old_one, ON(table_rewrite), EXECUTE(noticed));
EVENT_TRIGGER(stopped, ON(ddl_command_end), EXECUTE(noticed));
EVENT_TRIGGER(changed, ON(ddl_command_end), TAGS("CREATE TABLE"), EXECUTE(noticed));

#include <modelgen/end.h>
