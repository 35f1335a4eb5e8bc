#pragma once
#include <modelgen/begin.h>

ENUM(mood) { MOOD_SAD, MOOD_GLAD };

/** How we reach people. */
typedef char *DOMAIN(email) VARCHAR(255) COLLATE("C") NOT_NULL DEFAULT("'nobody@example.org'")
    CHECK(VALUE ~ '@') CHECK(length(VALUE) > 3, NAME(email_long), COMMENT("no initials"));
typedef email DOMAIN(work_email) CHECK(VALUE ~ 'work');
typedef int32_t DOMAIN(positive, SCHEMA(shop), NAME("Positive Number")) CHECK(VALUE > 0, NOT_VALID);
typedef enum mood DOMAIN(good_mood) DEFAULT('glad') CHECK(VALUE <> 'sad');
typedef char *DOMAIN(tags) ARRAY CHECK(cardinality(VALUE) < 9);
typedef pg_numeric DOMAIN(price) NUMERIC(10, 2) CHECK(VALUE >= 0, NAME("not negative"));

TABLE(users) {
    int64_t   id    PRIMARY_KEY;
    email     mail;
    email    *mails ARRAY;
    positive  count;
    good_mood mood;
    tags      words;
    price     limit_ CHECK(limit_ < 100);
    char     *odd   TYPE("shop.\"Positive Number\"[]");
};
INDEX(users, (mail));

#include <modelgen/end.h>
