#pragma once
#include <modelgen/begin.h>

/** Anything that lives. */
TABLE(animals) {
    int64_t  id    PRIMARY_KEY IDENTITY;
    char    *name  NOT_NULL;
    int32_t  legs  DEFAULT(4) CHECK(legs >= 0);
    char    *note;
};
TABLE(owned) { char *owner; };
TABLE(dogs, INHERITS(animals, owned)) {
    int64_t  id     INHERITED;
    char    *name   INHERITED;
    int32_t  legs   DEFAULT(3);
    bool     barks;
};
INDEX(dogs, (name));
CHECK_ON(dogs, legs < 5);
TABLE(cats, INHERITS(animals)) { bool purrs; };
TABLE(strays) {
    int64_t  id    NOT_NULL;
    char    *name  NOT_NULL;
    int32_t  legs  CHECK(legs >= 0, NAME(animals_legs_check));
    char    *note;
};
TABLE(plants) { char *name; };
TABLE(trees, INHERITS(plants)) { char *name; int32_t height; };

#include <modelgen/end.h>
