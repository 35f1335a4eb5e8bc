#pragma once
#include <modelgen/begin.h>

/** Anything that lives. */
TABLE(animals) {
    int64_t  id    PRIMARY_KEY IDENTITY;
    char    *title NOT_NULL RENAMED_FROM(name);
    int64_t  legs  DEFAULT(2) CHECK(legs >= 0);
    char    *tail;
};
TABLE(owned) { char *owner; char *since; };
TABLE(dogs, INHERITS(animals, owned), WITH(fillfactor = 90)) {
    int64_t  id     INHERITED;
    char    *title  INHERITED;      ///< what it answers to
    int64_t  legs   DEFAULT(3);
    char    *tail   INHERITED DEFAULT('long');
    bool     barks  NOT_NULL DEFAULT(true);
};
INDEX(dogs, (title));
CHECK_ON(dogs, legs < 6);
TABLE(cats, INHERITS(animals)) { bool purrs; };
TABLE(strays, INHERITS(animals)) {
    int64_t  id;
    char    *title  RENAMED_FROM(name);
    int64_t  legs   NO_DEFAULT;
    char    *tail;
};
CHECK_ON(strays, legs >= 0, NAME(animals_legs_check));
TABLE(plants) { char *name; };
TABLE(trees) { char *name; int32_t height; };

#include <modelgen/end.h>
