#pragma once
#include <modelgen/begin.h>

TABLE(animals) { int64_t id PRIMARY_KEY; char *name NOT_NULL DEFAULT('x') COLLATE("C") STORAGE(external); };
TABLE(swimmers) { bool swims DEFAULT(true); };
/** Bark. */
TABLE(dogs, INHERITS(animals, swimmers)) {
    int64_t  id;
    char    *name  INHERITED DEFAULT('bello') STATISTICS(100);
    bool     swims NO_DEFAULT NOT_NULL;
    char    *toys  ARRAY COMPRESSION(pglz);
};
PRIMARY_KEY_ON(dogs, (id), NAME(dog_key));
UNIQUE_ON(dogs, (name));
TABLE(puppies, INHERITS(dogs), UNLOGGED) { char *name INHERITED; int32_t weeks CHECK(weeks < 20); };
INDEX(puppies, (name, weeks));
TABLE(base, SCHEMA(zoo)) { pg_date born; };
TABLE(cage, SCHEMA(zoo), INHERITS(base, animals)) { int32_t size; };

#include <modelgen/end.h>
