#include "impact.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "../base/grow.h"
#include "../recipes/online.h"
#include "../recipes/partition.h"
#include "../record/record.h"
#include "../server/session.h"
#include "../site/shards.h"
#include "impact_questions.h"

#define T "pg_catalog.to_regclass($1)"

#define FACTS                                                                   \
    ", c.oid::regclass, pg_catalog.pg_total_relation_size(c.oid), c.reltuples," \
    " c.relkind IN ('r', 'm') AND pg_catalog.pg_relation_size(c.oid) = 0, "     \
    "c.relkind, " MG_HAS_CITUS

/* A relation with what is below it; for an index its table. $2, $3: the locks on it, and below. */
static const char relations[] =
    "WITH RECURSIVE r(oid, depth) AS (SELECT coalesce(i.indrelid, c.oid), 0"
    " FROM pg_catalog.pg_class c LEFT JOIN pg_catalog.pg_index i ON i.indexrelid = c.oid"
    " WHERE c.oid = " T " UNION SELECT inhrelid, depth + 1"
    " FROM r JOIN pg_catalog.pg_inherits ON inhparent = r.oid WHERE $3::integer > 0)"
    " SELECT r.oid, CASE depth WHEN 0 THEN $2::integer ELSE $3::integer END, $4::integer" FACTS
    " FROM r JOIN pg_catalog.pg_class c ON c.oid = r.oid ORDER BY depth, r.oid";

struct looking {
    struct mg_site *site;
    struct mg_affecteds *to;
    struct mg_past past;
    bool idle_too;    /* also what is empty */
    unsigned without; /* effects that it does not have, as earlier steps have seen to that */
    struct mg_error *error;
};

static PGresult *ask_for(struct looking *l, const char *sql, const char *const *parameters, int n,
                         struct mg_error *error)
{
    return mg_ask_briefly(l->site->conn, sql, parameters, n, error);
}

static PGresult *ask(struct looking *l, const char *sql, const char *const *parameters, int n)
{
    return ask_for(l, sql, parameters, n, l->error);
}

/* An answer with what is known of its tables. */
static PGresult *ask_about(struct looking *l, const char *sql, const char *const *parameters, int n,
                           struct mg_error *error)
{
    struct mg_buf all = MG_BUF_INIT;
    PGresult *result = NULL;
    mg_buf_printf(&all,
                  "SELECT q.t::oid, q.lock, q.effects" FACTS " FROM (%s) q(t, lock, effects)"
                  " JOIN pg_catalog.pg_class c ON c.oid = q.t",
                  sql);
    if (mg_buf_failed(&all))
        mg_fail_memory(error);
    else
        result = ask_for(l, mg_buf_text(&all), parameters, n, error);
    mg_buf_free(&all);
    return result;
}

static struct mg_affected *find(struct looking *l, const char *oid)
{
    for (size_t i = 0; i < l->to->n; i++)
        if (strcmp(l->to->items[i].oid, oid) == 0)
            return &l->to->items[i];
    return NULL;
}

static struct mg_affected *add(struct looking *l, const PGresult *r, int row)
{
    struct mg_affecteds *to = l->to;
    struct mg_shards shards;
    struct mg_affected *items = mg_grow(to->items, to->n, &to->capacity, sizeof *items);
    if (!items)
        return NULL;
    to->items = items;
    struct mg_affected *affected = &to->items[to->n++];
    *affected = (struct mg_affected){.oid = strdup(PQgetvalue(r, row, 0)),
                                     .name = strdup(PQgetvalue(r, row, 3)),
                                     .bytes = strtod(PQgetvalue(r, row, 4), NULL),
                                     .rows = strtod(PQgetvalue(r, row, 5), NULL),
                                     .empty = *PQgetvalue(r, row, 6) == 't',
                                     .kind = *PQgetvalue(r, row, 7)};
    if (affected->oid && *PQgetvalue(r, row, 8) == 't' &&
        mg_shards_read(l->site, affected->oid, &shards)) {
        affected->bytes = shards.bytes;
        affected->empty = shards.empty;
    }
    return affected->oid && affected->name ? affected : NULL;
}

/* What a query found, added to what is known. */
static bool merge(struct looking *l, const PGresult *result)
{
    for (int i = 0; i < PQntuples(result); i++) {
        enum mg_lock_mode lock = (enum mg_lock_mode)atoi(PQgetvalue(result, i, 1));
        struct mg_affected *a = find(l, PQgetvalue(result, i, 0));
        if (!a)
            a = add(l, result, i);
        if (!a)
            return mg_fail_memory(l->error);
        if (lock > a->lock)
            a->lock = lock;
        a->effects |= (unsigned)atoi(PQgetvalue(result, i, 2));
    }
    return true;
}

/* --- What is not in the catalog yet --------------------------------------------------------- */

/* Whether an earlier step of the migration has this in it; about: and this. */
static bool has_before(const struct looking *l, const char *text, const char *about)
{
    for (size_t i = 0; i < l->past.n; i++)
        if (strstr(l->past.steps[i].text, text) && strstr(l->past.steps[i].text, about))
            return true;
    return false;
}

/* A check that the migration itself adds and validates proves as much as one that is there. */
static bool is_proven_before(const struct looking *l, const struct mg_touch *touch)
{
    struct mg_buf check = MG_BUF_INIT;
    mg_buf_add(&check, "CHECK (");
    mg_buf_ident(&check, touch->part);
    mg_buf_add(&check, " IS NOT NULL) NOT VALID");
    bool is = mg_site_wrote(l->site, &check) && has_before(l, mg_buf_text(&check), touch->name) &&
              has_before(l, "VALIDATE CONSTRAINT", touch->name);
    mg_buf_free(&check);
    return is;
}

/* A foreign key that the migration adds to each partition and validates is there when it comes to
 * the table as a whole, which reads nothing. */
static bool is_in_partitions(const struct looking *l, const struct mg_impact *impact)
{
    for (size_t i = 0; i < impact->n; i++) {
        const struct mg_touch *touch = &impact->items[i];
        struct mg_buf name = MG_BUF_INIT;
        if (touch->question != MG_ASK_FOREIGN_KEY || !touch->part)
            continue;
        mg_buf_addc(&name, ' ');
        mg_buf_ident(&name, touch->part);
        bool is = mg_site_wrote(l->site, &name) &&
                  has_before(l, "VALIDATE CONSTRAINT", mg_buf_text(&name));
        mg_buf_free(&name);
        if (is)
            return true;
    }
    return false;
}

static bool is_settled(struct looking *l, const struct mg_touch *touch)
{
    if (touch->question == MG_ASK_FOREIGN_KEY)
        return true;
    if (touch->question == MG_ASK_NOT_NULL)
        return is_proven_before(l, touch);
    if (touch->question == MG_ASK_PRIMARY_KEY)
        return has_before(l, "SET NOT NULL", touch->name) ||
               has_before(l, "ADD NOT NULL ", touch->name);
    if (touch->question == MG_ASK_PARTITION) /* what the default partition holds is read before */
        return has_before(l, "ADD CONSTRAINT " MG_BOUND_CHECK " CHECK (NOT (", "");
    if (touch->question == MG_ASK_ATTACH)
        return has_before(l, "VALIDATE CONSTRAINT", touch->part);
    return touch->question == MG_ASK_NOTHING;
}

/* --- Asking --------------------------------------------------------------------------------- */

/* The modifier of a type, as the 20 of varchar(20): the server says it of a value. */
static bool find_modifier(struct looking *l, const char *type, char *to, size_t n)
{
    struct mg_buf sql = MG_BUF_INIT;
    struct mg_error unknown = {0};
    mg_buf_printf(&sql, "SELECT NULL::%s", type);
    PGresult *r = mg_query(l->site->conn, mg_buf_text(&sql), &unknown);
    if (r)
        snprintf(to, n, "%d", PQfmod(r, 0));
    PQclear(r);
    mg_buf_free(&sql);
    mg_site_fail(l->site, &unknown);
    return r != NULL;
}

/* A volatile default is written to every row. */
static bool is_written(struct looking *l, const struct mg_touch *touch)
{
    return touch->question == MG_ASK_ADD_COLUMN && touch->text &&
           mg_online_is_volatile(l->site, touch->text);
}

/* A question that the server cannot answer (a type that is not there yet) leaves the worst. */
static PGresult *answer(struct looking *l, const struct mg_touch *touch, const char *name)
{
    static const char worst[] = "SELECT " T ", 8, 7";
    struct mg_error unknown = {0};
    char modifier[16] = "-1";
    const char *const parameters[] = {name,        touch->part,
                                      touch->text, touch->collation,
                                      modifier,    touch->plain ? "true" : "false"};
    const char *sql = mg_impact_questions[touch->question];
    if (touch->question == MG_ASK_TYPE && !find_modifier(l, touch->text, modifier, sizeof modifier))
        return ask_about(l, worst, parameters, 1, l->error);
    int n = touch->question == MG_ASK_TYPE ? 6 : strstr(sql, "$2") ? 2 : 1;
    PGresult *result = ask_about(l, sql, parameters, n, &unknown);
    if (!result && !mg_is_lost(&unknown))
        result = ask_about(l, worst, parameters, 1, l->error);
    else if (!result)
        mg_fail(l->error, unknown.code, "%s", mg_buf_text(&unknown.message));
    mg_site_fail(l->site, &unknown);
    return result;
}

/* What happens to a table happens to its partitions and children. */
static void spread(struct looking *l, const PGresult *family, const PGresult *answers)
{
    for (int i = 0; i < PQntuples(answers); i++) {
        unsigned effects = (unsigned)atoi(PQgetvalue(answers, i, 2));
        if (PQntuples(family) == 0 ||
            strcmp(PQgetvalue(answers, i, 0), PQgetvalue(family, 0, 0)) != 0)
            continue;
        for (int j = 1; j < PQntuples(family); j++)
            find(l, PQgetvalue(family, j, 0))->effects |= effects;
    }
}

/* Whether it matters what becomes of them: an empty table is changed in a moment. */
static bool has_rows(struct looking *l, const PGresult *family)
{
    for (int i = 0; i < PQntuples(family); i++)
        if (!l->idle_too && !find(l, PQgetvalue(family, i, 0))->empty &&
            *PQgetvalue(family, i, 7) != 'p')
            return true;
    return l->idle_too && PQntuples(family) > 0;
}

/* These are no relations. */
static bool is_about_others(const struct mg_touch *touch)
{
    return touch->question == MG_ASK_SCHEMA || touch->question == MG_ASK_TYPE_USERS ||
           touch->question == MG_ASK_DOMAIN;
}

static bool look(struct looking *l, const struct mg_touch *touch, const char *name)
{
    char on[8], below[8], effects[8];
    unsigned known = (touch->effects & ~l->without) | (is_written(l, touch) ? 7u : 0u);
    const char *const parameters[] = {name, on, below, effects};
    /* Of foreign keys that are taken over from partitions the referenced table loses triggers. */
    bool loses = l->without && touch->question != MG_ASK_FOREIGN_KEY;
    snprintf(on, sizeof on, "%d", (int)(loses ? MG_LOCK_ACCESS_EXCLUSIVE : touch->on));
    snprintf(below, sizeof below, "%d", (int)touch->below);
    snprintf(effects, sizeof effects, "%u", known);
    PGresult *family =
        ask(l, is_about_others(touch) ? "SELECT WHERE $1 || $2 || $3 || $4 = ''" : relations,
            parameters, 4);
    bool good = family && merge(l, family);
    bool asks = is_about_others(touch) || (good && has_rows(l, family));
    if (good && asks && !is_settled(l, touch)) {
        PGresult *answers = answer(l, touch, name);
        good = answers && merge(l, answers);
        if (good)
            spread(l, family, answers);
        PQclear(answers);
    }
    PQclear(family);
    return good;
}

bool mg_impact_look(struct mg_site *site, const struct mg_impact *impact, struct mg_past past,
                    bool idle_too, struct mg_affecteds *affected, struct mg_error *error)
{
    struct looking l = {
        .site = site, .to = affected, .past = past, .idle_too = idle_too, .error = error};
    bool good = true;
    *affected = (struct mg_affecteds){0};
    l.without = is_in_partitions(&l, impact) ? MG_EFFECT_SCANS : 0;
    for (size_t i = 0; good && i < impact->n; i++) {
        struct mg_buf name = MG_BUF_INIT;
        if (mg_site_before(site, impact->items[i].name, &name))
            good = look(&l, &impact->items[i], mg_buf_text(&name));
        mg_buf_free(&name);
    }
    return good;
}

void mg_affected_free(struct mg_affecteds *affected)
{
    for (size_t i = 0; i < affected->n; i++) {
        free(affected->items[i].oid);
        free(affected->items[i].name);
    }
    free(affected->items);
    *affected = (struct mg_affecteds){0};
}
