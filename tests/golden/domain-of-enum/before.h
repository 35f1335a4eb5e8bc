#pragma once
#include <modelgen/begin.h>

ENUM(mood) { MOOD_SAD, MOOD_GLAD, MOOD_BORED };
ENUM(tone) { TONE_WARM };
typedef enum mood DOMAIN(known_mood) DEFAULT('glad') CHECK(VALUE IS NOT NULL);
typedef enum tone DOMAIN(some_tone);
COMPOSITE(state) { enum mood mood; some_tone tone; };

TABLE(people) {
    int64_t      id   PRIMARY_KEY;
    known_mood   now  DEFAULT('glad');
    known_mood  *past ARRAY;
    some_tone    tone;
    struct state state;
};

#include <modelgen/end.h>
