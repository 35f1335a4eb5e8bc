#pragma once
#include <modelgen/begin.h>

ENUM(mood) { MOOD_SAD, MOOD_GLAD };
typedef int64_t DOMAIN(user_number) CHECK(VALUE > 0);
typedef user_number DOMAIN(leader_number);
typedef enum mood DOMAIN(good_mood) CHECK(VALUE <> 'sad');
typedef bool DOMAIN(yes) NOT_NULL;

TABLE(users) {
    user_number id PRIMARY_KEY;
    good_mood   now DEFAULT('glad') NOT_NULL;
    yes         is_there DEFAULT(true);
};
TABLE(teams) {
    int32_t       id     PRIMARY_KEY;
    leader_number leader NOT_NULL REFERENCES(users, id);
    int64_t       second REFERENCES(users, id);
    user_number   team   REFERENCES(self, id);
};
UNIQUE_ON(teams, (leader, second));
INDEX(users, (now));

#include <modelgen/end.h>
