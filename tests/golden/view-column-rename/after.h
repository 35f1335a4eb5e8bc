#pragma once
#include <modelgen/begin.h>

TABLE(users) {
    int64_t id PRIMARY_KEY IDENTITY;
    char   *email NOT_NULL;
    int32_t a;
    int32_t b;
};
VIEW(people, "SELECT id, email AS address, a FROM users") {
    int64_t id;
    char   *address DEFAULT("'x'"); ///< how we reach them
};
RULE(people, shout, ON(update), DO("UPDATE users SET email = new.address WHERE id = old.id"), INSTEAD);
VIEW_ONLY(mails, "SELECT address AS mail FROM people");
VIEW_ONLY(everything, "SELECT * FROM people");
VIEW_ONLY(swapped, "SELECT b, a FROM users");

#include <modelgen/end.h>
