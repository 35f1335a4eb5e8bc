#pragma once
#include <modelgen/begin.h>

TABLE(events, PARTITION_BY(LIST(kind))) { int64_t id NOT_NULL; int32_t kind NOT_NULL; };
PRIMARY_KEY_ON(events, (id, kind));
PARTITION(events_2, events, FOR_VALUES(IN (2, 3)));
PARTITION(events_4, events, DEFAULT_PARTITION);
TABLE(notes) { int64_t id; int32_t kind; };
FOREIGN_KEY(notes, (id, kind), events, (id, kind), ON_DELETE_CASCADE);

#include <modelgen/end.h>
