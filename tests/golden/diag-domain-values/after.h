#pragma once
#include <modelgen/begin.h>

ENUM(mood) { MOOD_SAD, MOOD_GLAD };
typedef enum mood DOMAIN(good_mood) DEFAULT('happy');
typedef pg_json DOMAIN(document);
typedef int32_t DOMAIN(number);
TABLE(things) {
    document  id PRIMARY_KEY;
    good_mood mood DEFAULT('gladd');
    number    n DEFAULT('x') REFERENCES(self, id);
};

#include <modelgen/end.h>
