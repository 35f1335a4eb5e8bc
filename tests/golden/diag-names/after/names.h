#pragma once
#include <modelgen/begin.h>

ENUM(crowd, NAME(people)) { CROWD_A };
TABLE(people) { int64_t id PRIMARY_KEY; };
TABLE(persons, NAME(people)) { int64_t id PRIMARY_KEY; };
TABLE(others, NAME("")) { int64_t id; };
TABLE(a_table_whose_name_is_so_long_that_postgresql_would_cut_it_off_at_the_end) { int64_t id; };
TABLE(system, SCHEMA(pg_mine)) {
    int64_t ctid;
    int64_t xmin NAME(minimum);
    int64_t maximum NAME(xmax);
    int64_t first NAME(same);
    int64_t second NAME("same");
    int64_t third RENAMED_FROM(third);
    int64_t fourth RENAMED_FROM(first_of_all);
    int64_t fifth RENAMED_FROM(first_of_all);
    int64_t sixth RENAMED_FROM(fourth);
    int64_t umlauts NAME("äöüäöüäöüäöüäöüäöüäöüäöüäöüäöüäöüäöü");
};

TABLE(users) {
    int64_t id PRIMARY_KEY IDENTITY;
    char   *email UNIQUE;
    int32_t age CHECK(age > 0) CHECK(age < 200);
    int64_t parent REFERENCES(self, id);
};
INDEX(users, (email));
INDEX(users, (email), WHERE(age > 3));
INDEX(users, (age), NAME(users_email_key));
INDEX(users, (parent), NAME(people));
INDEX(users, (parent), NAME(users_id_seq));
UNIQUE_ON(users, (age), NAME(users_age_check));
FOREIGN_KEY(users, (parent), users, (id));
TABLE(users_pkey) { int64_t id; };

ENUM(state) { STATE_ON, STATE_OFF LABEL("on"), STATE_BOTH RENAMED_FROM(both), STATE_NONE RENAMED_FROM("off") };
ENUM(long_label) {
    L_1 LABEL("a label that is so long that PostgreSQL does not allow it, as it has too many"),
    L_2,
};
ENUM(nothing) { NOTHING IGNORE };
ENUM(twice) { TWICE_A = 1, TWICE_B = 1, TWICE_COUNT IGNORE = 1 };
#include <modelgen/end.h>
