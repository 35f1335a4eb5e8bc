#pragma once
#include <modelgen/begin.h>

ENUM(mood, NAME("Mood of day")) { MOOD_GOOD LABEL("so-so, 100%"), MOOD_BAD LABEL("it's \"bad\" \\o/") };

TABLE(orders, NAME("order")) {
    int64_t   id PRIMARY_KEY IDENTITY;
    char     *user NOT_NULL;
    char     *group_name NAME("group") DEFAULT('x');
    int32_t   size NAME("größe 漢") CHECK("\"größe 漢\" > 0");
    enum mood mood NAME("o\"dd") DEFAULT("'so-so, 100%'");
    char     *camel NAME("camelCase") UNIQUE COMMENT("it's \"quoted\", 100% \\ sure");
};
INDEX(orders, (user, group_name DESC));
INDEX(orders, (EXPR("lower(\"camelCase\")")), WHERE("\"user\" <> 'it''s'"), NAME("idx with space"));

#include <modelgen/end.h>
