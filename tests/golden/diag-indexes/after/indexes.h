#pragma once
#include <modelgen/begin.h>

TABLE(things) {
    int64_t  id PRIMARY_KEY;
    char    *name;
    char    *tags ARRAY;
    pg_json  json UNIQUE;
    pg_point at;
    pg_jsonb data;
    int32_t  number UNIQUE;
};
INDEX(things, (json));
INDEX(things, (at));
INDEX(things, (at), USING(gist));
INDEX(things, (name), USING(gni));
UNIQUE_INDEX(things, (name), USING(hash));
INDEX(things, (name, number), USING(hash));
INDEX(things, (name DESC), USING(gin));
INDEX(things, (data), USING(gin), INCLUDE(name));
INDEX(things, (name), NULLS_NOT_DISTINCT);
INDEX(things, (name), INCLUDE(number), NAME(fine));
INDEX(things, (name COLLATE("C") text_pattern_ops DESC NULLS_LAST), NAME(fine_too));
INDEX(things, (data jsonb_path_ops), USING(gin), NAME("also \"fine\" \\ 100%"));
INDEX(things, (name gin_trgm_ops), USING(hnsw), NAME(extension));
UNIQUE_ON(things, (id));
UNIQUE_ON(things, (at));
INDEX(things, (name), WITH(fillfactor = 70, "deduplicate_items=off"), NAME(with));
INDEX(things, (name), WITH("fillfactor"), NAME(with_two));
#include <modelgen/end.h>
