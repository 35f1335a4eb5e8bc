#include "probe.h"

#include <ctype.h>
#include <string.h>
#include <strings.h>

#include "statement.h"

/* A statement, read word by word. */
struct reader {
    const char *p, *end;
};

/* A word or a name as it is written, quotes and all, with what follows its dots. */
struct word {
    const char *at;
    size_t n;
};

static bool continues(char c)
{
    return isalnum((unsigned char)c) || c == '_' || c == '$' || (c & 0x80);
}

/* Past one part of a name: word, "quoted". */
static const char *after_part(const char *p, const char *end)
{
    if (p < end && *p == '"') {
        for (p++; p < end; p++)
            if (*p == '"' && (p + 1 == end || *++p != '"'))
                return p;
        return end;
    }
    while (p < end && continues(*p))
        p++;
    return p;
}

static void skip_blank(struct reader *r)
{
    r->p = mg_statement_skip_blank(r->p);
    if (r->p > r->end)
        r->p = r->end;
}

/* The next word, name or character. An empty one: there is none. */
static struct word next(struct reader *r)
{
    skip_blank(r);
    const char *start = r->p, *after = after_part(r->p, r->end);
    if (after == start && start < r->end)
        after = start + 1;
    while (after > start && after < r->end && *after == '.' && after + 1 < r->end)
        after = after_part(after + 1, r->end);
    r->p = after;
    return (struct word){start, (size_t)(after - start)};
}

static bool is(struct word word, const char *name)
{
    return strlen(name) == word.n && strncasecmp(word.at, name, word.n) == 0;
}

/* Takes the words if they come next, separated by blanks. */
static bool take(struct reader *r, const char *words)
{
    struct reader before = *r;
    for (const char *w = words; *w;) {
        size_t n = strcspn(w, " ");
        struct word word = next(r);
        if (word.n != n || strncasecmp(word.at, w, n) != 0) {
            *r = before;
            return false;
        }
        w += n;
        w += strspn(w, " ");
    }
    return true;
}

/* Past (...). */
static void skip_parentheses(struct reader *r)
{
    int depth = 0;
    if (!take(r, "("))
        return;
    for (depth = 1; depth > 0;) {
        struct word word = next(r);
        if (word.n == 0)
            return;
        depth += is(word, "(") - is(word, ")");
    }
}

/* --- Questions ---------------------------------------------------------------------------- */

static void add_constant(struct mg_buf *b, struct word word)
{
    mg_buf_addc(b, '\'');
    for (size_t i = 0; i < word.n; i++) {
        if (word.at[i] == '\'')
            mg_buf_addc(b, '\'');
        mg_buf_addc(b, word.at[i]);
    }
    mg_buf_addc(b, '\'');
}

/* A text with $1 and $2 for the names, as constants. */
static void ask(struct mg_buf *probe, const char *query, struct word one, struct word other)
{
    for (const char *p = query; *p; p++) {
        if (p[0] == '$' && (p[1] == '1' || p[1] == '2'))
            add_constant(probe, *++p == '1' ? one : other);
        else
            mg_buf_addc(probe, *p);
    }
}

/* Whether there is such a row says whether it is done. */
#define DONE_IF(condition) "SELECT CASE WHEN " condition " THEN 'done' END"

/* The last part of a name, without its quotes. */
#define LAST_OF(name)                                                                        \
    "(pg_catalog.parse_ident(" name "))[pg_catalog.array_upper(pg_catalog.parse_ident(" name \
    "), 1)]"

/* IF EXISTS: of a table of Citus's, some shards may have it and others not. */
#define DROP_IT "'DROP INDEX CONCURRENTLY IF EXISTS ' || i.indexrelid::pg_catalog.regclass::text"

/* What REINDEX CONCURRENTLY leaves when it is broken off; it does no harm to run it again. */
#define REMAINS                                                                 \
    "SELECT " DROP_IT " FROM pg_catalog.pg_index i JOIN pg_catalog.pg_class c"  \
    " ON c.oid = i.indexrelid JOIN pg_catalog.pg_class t ON t.oid = i.indrelid" \
    " WHERE NOT i.indisvalid AND c.relname ~ '_cc(new|old)[0-9]*$'"

static void probe_create_index(struct reader *r, struct mg_buf *probe)
{
    take(r, "if not exists");
    struct word name = next(r);
    if (is(name, "on") || !take(r, "on"))
        return; /* PostgreSQL chooses the name */
    take(r, "only");
    ask(probe,
        "SELECT CASE WHEN i.indisvalid THEN 'done' ELSE " DROP_IT " END FROM pg_catalog.pg_index i"
        " JOIN pg_catalog.pg_class c ON c.oid = i.indexrelid"
        " WHERE i.indrelid = pg_catalog.to_regclass($2) AND c.relname = " LAST_OF("$1"),
        name, next(r));
}

static void probe_drop_index(struct reader *r, struct mg_buf *probe)
{
    take(r, "if exists");
    ask(probe, DONE_IF("pg_catalog.to_regclass($1) IS NULL"), next(r), (struct word){0});
}

static void probe_reindex(struct reader *r, struct mg_buf *probe)
{
    skip_parentheses(r);
    struct word kind = next(r);
    if (!take(r, "concurrently")) { /* of a whole database: again */
        mg_buf_add(probe, "SELECT NULL");
        return;
    }
    struct word name = next(r);
    if (is(kind, "table"))
        ask(probe,
            REMAINS " AND pg_catalog.to_regclass($1) IN (t.oid, (SELECT o.oid FROM"
                    " pg_catalog.pg_class o WHERE o.reltoastrelid = t.oid)) LIMIT 1",
            name, name);
    else if (is(kind, "index"))
        ask(probe,
            REMAINS " AND t.oid = (SELECT indrelid FROM pg_catalog.pg_index"
                    " WHERE indexrelid = pg_catalog.to_regclass($1)) LIMIT 1",
            name, name);
    else
        ask(probe, REMAINS " LIMIT 1", name, name);
}

static void probe_detach(struct reader *r, struct mg_buf *probe)
{
    take(r, "if exists");
    take(r, "only");
    struct word table = next(r);
    if (!take(r, "detach partition"))
        return;
    ask(probe,
        "SELECT CASE WHEN i.inhrelid IS NULL THEN 'done'"
        " WHEN (pg_catalog.to_jsonb(i) ->> 'inhdetachpending')::boolean THEN"
        " pg_catalog.format('ALTER TABLE %s DETACH PARTITION %s FINALIZE', $1, $2) END"
        " FROM (SELECT) one LEFT JOIN pg_catalog.pg_inherits i"
        " ON i.inhparent = pg_catalog.to_regclass($1) AND i.inhrelid = pg_catalog.to_regclass($2)",
        table, next(r));
}

#define EXISTS(catalog, column) \
    "EXISTS (SELECT FROM pg_catalog." catalog " WHERE " column " = " LAST_OF("$1") ")"
#define OF_DATABASE                                          \
    " AND subdbid = (SELECT oid FROM pg_catalog.pg_database" \
    " WHERE datname = pg_catalog.current_database())"
#define SUBSCRIPTION \
    "EXISTS (SELECT FROM pg_catalog.pg_subscription WHERE subname = " LAST_OF("$1") OF_DATABASE ")"

/* A statement by its first words: what to ask, or what reads on. */
static const struct form {
    const char *words;
    const char *query;
    void (*read)(struct reader *r, struct mg_buf *probe);
} forms[] = {
    {"create index concurrently", NULL, probe_create_index},
    {"create unique index concurrently", NULL, probe_create_index},
    {"drop index concurrently", NULL, probe_drop_index},
    {"reindex", NULL, probe_reindex},
    {"alter table", NULL, probe_detach},
    {"create database", DONE_IF(EXISTS("pg_database", "datname")), NULL},
    {"drop database if exists", DONE_IF("NOT " EXISTS("pg_database", "datname")), NULL},
    {"drop database", DONE_IF("NOT " EXISTS("pg_database", "datname")), NULL},
    {"create tablespace", DONE_IF(EXISTS("pg_tablespace", "spcname")), NULL},
    {"drop tablespace if exists", DONE_IF("NOT " EXISTS("pg_tablespace", "spcname")), NULL},
    {"drop tablespace", DONE_IF("NOT " EXISTS("pg_tablespace", "spcname")), NULL},
    {"create subscription", DONE_IF(SUBSCRIPTION), NULL},
    {"drop subscription if exists", DONE_IF("NOT " SUBSCRIPTION), NULL},
    {"drop subscription", DONE_IF("NOT " SUBSCRIPTION), NULL},
    /* These may be run as often as one likes. */
    {"vacuum", "SELECT NULL", NULL},
    {"alter system", "SELECT NULL", NULL},
};

void mg_probe_write(const char *statement, size_t n, struct mg_buf *probe)
{
    for (size_t i = 0; i < sizeof forms / sizeof *forms; i++) {
        struct reader r = {statement, statement + n};
        if (!take(&r, forms[i].words))
            continue;
        if (forms[i].query)
            ask(probe, forms[i].query, next(&r), (struct word){0});
        else
            forms[i].read(&r, probe);
        return;
    }
}
