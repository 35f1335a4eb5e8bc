#pragma once
#include <modelgen/begin.h>

ENUM(mood) { MOOD_SAD, MOOD_GLAD };
typedef char *DOMAIN(zip) CHECK(VALUE ~ '^[0-9]+$');

/** Where somebody lives. */
COMPOSITE(address) {
    char      *street VARCHAR(100) COLLATE("C"); ///< with the number
    zip        code   NAME("postal code");
    char      *lines  ARRAY;
    enum mood  mood;
    int32_t    cache  IGNORE;
};
COMPOSITE(person, SCHEMA(people)) {
    char          *name;
    struct address home;
    struct address *others ARRAY;
};

TABLE(users) {
    int64_t         id      PRIMARY_KEY;
    struct address  home    CHECK((home).street <> 'none');
    struct person   self_;
    struct address *history ARRAY;
    char           *as_text TYPE("people.person[]");
};

#include <modelgen/end.h>
