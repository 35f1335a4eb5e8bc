# awk -v dir=DIR -v n=1000 -v split_=1 -f models.awk: n tables of 20 columns that carry 29 words (27 on
# the columns, two below the struct), in one header or in one header each.

function table(i, to,    name, parent) {
    name = sprintf("t%04d", i)
    parent = i > 10 ? sprintf("t%04d", i % 10 + 1) : "self"
    print "/** Table number " i ". */" > to
    print "TABLE(" name ") {" > to
    print "    int64_t        id         PRIMARY_KEY IDENTITY;" > to
    print "    int64_t        parent_id  NOT_NULL REFERENCES(" parent ", id, ON_DELETE_CASCADE);" > to
    print "    char          *email      VARCHAR(255) NOT_NULL UNIQUE;" > to
    print "    char          *title      VARCHAR(200) NOT_NULL;" > to
    print "    char          *body       NOT_NULL;" > to
    print "    char          *slug       VARCHAR(80) NOT_NULL;" > to
    print "    bool           is_active  NOT_NULL DEFAULT(true);" > to
    print "    bool           is_hidden  NOT_NULL DEFAULT(false);" > to
    print "    int32_t        age        CHECK(age >= 0 AND age < 200);" > to
    print "    int32_t        position   NOT_NULL;" > to
    print "    int16_t        level      NOT_NULL;" > to
    print "    double         score      DEFAULT(0);" > to
    print "    pg_numeric     price      NUMERIC(10, 2);" > to
    print "    pg_jsonb       data;" > to
    print "    pg_uuid        token      DEFAULT(gen_random_uuid());" > to
    print "    pg_date        day;" > to
    print "    char          *note       NOT_NULL; ///< what else there is to say" > to
    print "    pg_timestamptz seen_at;" > to
    print "    pg_timestamptz created_at NOT_NULL DEFAULT(now());" > to
    print "    pg_timestamptz updated_at NOT_NULL DEFAULT(now());" > to
    print "};" > to
    print "INDEX(" name ", (parent_id, created_at DESC));" > to
    print "UNIQUE_INDEX(" name ", (slug), WHERE(is_active));\n" > to
}

BEGIN {
    for (i = 1; i <= n; i++) {
        if (split_ || i == 1) {
            to = split_ ? sprintf("%s/t%04d.h", dir, i) : dir "/all.h"
            print "#pragma once" > to
            if (i > 10)
                printf "#include \"t%04d.h\"\n", i % 10 + 1 > to
            print "#include <modelgen/begin.h>\n" > to
        }
        table(i, to)
        if (split_ || i == n) {
            print "#include <modelgen/end.h>" > to
            close(to)
        }
    }
}
