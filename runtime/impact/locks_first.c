#include "locks_first.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "../server/session.h"

/* --- What steps lock ------------------------------------------------------------------------ */

/* Questions whose answers are about other tables than the one that is named. */
static bool is_about_others(enum mg_question question)
{
    static const enum mg_question those[] = {
        MG_ASK_TYPE,   MG_ASK_DROP_COLUMN, MG_ASK_CONSTRAINT, MG_ASK_DROP_TABLE,
        MG_ASK_ATTACH, MG_ASK_PARTITION,   MG_ASK_DOMAIN,
    };
    for (size_t i = 0; i < sizeof those / sizeof *those; i++)
        if (those[i] == question)
            return true;
    return false;
}

/* A table that is set aside lets go of the foreign keys to and from it. */
static void add_question(const struct mg_recorded *step, struct mg_touch *touch)
{
    if (step->operation == &mg_op_drop_table && touch->question == MG_ASK_NOTHING)
        touch->question = MG_ASK_DROP_TABLE;
    else if (!is_about_others(touch->question))
        touch->question = MG_ASK_NOTHING;
}

static bool locks(const struct mg_touch *touch, enum mg_lock_mode least)
{
    return !(touch->effects & MG_EFFECT_STOPS) &&
           (touch->on >= least || touch->below >= least || is_about_others(touch->question));
}

static bool is_known(const struct mg_impact *all, const struct mg_touch *touch)
{
    for (size_t i = 0; i < all->n; i++)
        if (strcmp(all->items[i].name, touch->name) == 0 && all->items[i].on >= touch->on &&
            all->items[i].below >= touch->below && touch->question == MG_ASK_NOTHING)
            return true;
    return false;
}

/* Adds what a step locks at least so. *any: it locks something; *effects: of all it touches. */
static bool add_step(const struct mg_recorded *step, enum mg_lock_mode least, struct mg_impact *all,
                     bool *any, unsigned *effects)
{
    struct mg_impact impact;
    bool good = mg_impact_read(step->text, &impact);
    *any = false;
    *effects = 0;
    for (size_t i = 0; good && i < impact.n; i++) {
        struct mg_touch *touch = &impact.items[i];
        add_question(step, touch);
        *effects |= touch->effects;
        *any |= locks(touch, least);
        if (locks(touch, least) && !is_known(all, touch))
            good = mg_impact_move(all, &impact, i);
    }
    mg_impact_free(&impact);
    return good;
}

static bool look(struct mg_site *site, const struct mg_impact *all, struct mg_past past,
                 struct mg_affecteds *tables, struct mg_error *error)
{
    *tables = (struct mg_affecteds){0};
    return all->n == 0 || mg_impact_look(site, all, past, true, tables, error);
}

bool mg_locks_of(struct mg_site *site, const struct mg_recorded *steps, size_t n,
                 enum mg_lock_mode least, struct mg_affecteds *tables, struct mg_error *error)
{
    struct mg_impact all = {0};
    bool good = true, any;
    unsigned effects;
    *tables = (struct mg_affecteds){0};
    for (size_t i = 0; good && i < n; i++)
        good = add_step(&steps[i], least, &all, &any, &effects) || mg_fail_memory(error);
    good = good && look(site, &all, (struct mg_past){steps, 0}, tables, error);
    mg_impact_free(&all);
    return good;
}

/* --- Which of them come first --------------------------------------------------------------- */

struct locking {
    struct mg_site *site;
    struct mg_error *error;
    struct mg_locks_first *first;
    bool superuser;
    bool late; /* what may take long comes before the first lock */
    enum mg_lock_mode least;
    struct mg_affecteds tables; /* with the strongest lock on each; NONE: not to be taken */
};

/* It may take long, as rows that are asked for or copied do, and what is locked stays locked
 * meanwhile. */
static bool is_long(const struct mg_recorded *step, bool locks_something, unsigned effects)
{
    bool own = step->operation == &mg_op_execute || step->operation == &mg_op_require ||
               step->operation == &mg_op_ensure || step->operation == &mg_op_backfill;
    return step->kind != MG_STEP_SQL || (own && !locks_something) ||
           effects & (MG_EFFECT_REWRITES | MG_EFFECT_BUILDS | MG_EFFECT_SCANS);
}

/* What is locked from the first step that locks something to the first that may take long. */
static bool collect(struct locking *l, const struct mg_recorded *steps, size_t n,
                    struct mg_impact *all)
{
    bool begun = false;
    for (size_t i = 0; i < n; i++) {
        bool any = false;
        unsigned effects = 0;
        if (steps[i].kind == MG_STEP_NOTICE)
            continue;
        if (steps[i].kind == MG_STEP_SQL && !add_step(&steps[i], l->least, all, &any, &effects))
            return mg_fail_memory(l->error);
        if (!begun && any)
            l->first->step = i;
        begun |= any;
        bool may_take_long = is_long(&steps[i], any, effects);
        l->late |= !begun && may_take_long;
        if (begun && may_take_long && !l->late)
            break;
    }
    return true;
}

/* One statement takes a single lock as well by itself. */
static bool is_simple(const struct locking *l, const struct mg_impact *all)
{
    const struct mg_touch *only = all->n == 1 ? &all->items[0] : NULL;
    return all->n == 0 || (l->superuser && only && !is_about_others(only->question) &&
                           (only->below == MG_LOCK_NONE || mg_site_is_single(l->site, only->name)));
}

/* Others than tables, and what the user may not lock by itself, are locked by their statements. */
static bool leave_out(struct locking *l)
{
    static const char may[] = "SELECT pg_catalog.has_table_privilege($1::oid, 'UPDATE')"
                              " OR pg_catalog.has_table_privilege($1::oid, 'DELETE')"
                              " OR pg_catalog.has_table_privilege($1::oid, 'TRUNCATE')";
    struct mg_interrupt nobody = {.fd = -1};
    for (size_t i = 0; i < l->tables.n; i++) {
        struct mg_affected *a = &l->tables.items[i];
        const char *const parameters[] = {a->oid};
        bool locks = a->lock >= l->least && (a->kind == 'r' || a->kind == 'p');
        if (locks && !l->superuser) {
            PGresult *r = mg_ask(l->site->conn, may, parameters, 1, &nobody, l->error);
            if (!r)
                return false;
            locks = *mg_first(r, 0) == 't';
            PQclear(r);
        }
        if (!locks)
            a->lock = MG_LOCK_NONE;
    }
    return true;
}

/* --- Statements ----------------------------------------------------------------------------- */

/* LOCK TABLE of those that are locked so; MG_LOCK_NONE: of all that are locked, as weakly as mode.
 */
static void add_lock(struct locking *l, enum mg_lock_mode which, enum mg_lock_mode mode)
{
    struct mg_buf names = MG_BUF_INIT;
    for (size_t i = 0; i < l->tables.n; i++) {
        const struct mg_affected *a = &l->tables.items[i];
        if (which == MG_LOCK_NONE ? a->lock != MG_LOCK_NONE : a->lock == which)
            mg_buf_printf(&names, "%sONLY %s", names.n ? ", " : "", a->name);
    }
    if (names.n && !mg_buf_failed(&names))
        mg_buf_printf(mg_script_step(&l->first->script, MG_STEP_SQL), "LOCK TABLE %s IN %s MODE",
                      mg_buf_text(&names), mg_lock_words(mode));
    l->first->script.failed |= mg_buf_failed(&names);
    mg_buf_free(&names);
}

static struct mg_buf *add_statement(struct locking *l)
{
    return mg_script_step(&l->first->script, MG_STEP_SQL);
}

static int count_modes(const struct locking *l)
{
    bool there[MG_LOCK_ACCESS_EXCLUSIVE + 1] = {false};
    int n = 0;
    for (size_t i = 0; i < l->tables.n; i++)
        if (l->tables.items[i].lock >= MG_LOCK_SHARE && !there[l->tables.items[i].lock]) {
            there[l->tables.items[i].lock] = true;
            n++;
        }
    return n;
}

/*
 * lock_timeout is for each lock, statement_timeout for all that a statement takes. What is left for
 * the migration's statements (an index, a sequence) they get at once, or nearly.
 */
static void add_locks(struct locking *l, int wait)
{
    int modes = l->late ? 0 : count_modes(l);
    if (!l->superuser) {
        mg_buf_add(add_statement(l),
                   "SELECT pg_catalog.set_config('lock_timeout', (500 + 1000 * extract(epoch FROM"
                   " pg_catalog.current_setting('deadlock_timeout')::interval))::integer || 'ms',"
                   " true)");
        add_lock(l, MG_LOCK_NONE, MG_LOCK_SHARE_UPDATE_EXCLUSIVE);
    }
    if (modes)
        mg_buf_printf(add_statement(l),
                      "SELECT pg_catalog.set_config('modelgen.statement_timeout',"
                      " pg_catalog.current_setting('statement_timeout'), true),"
                      " pg_catalog.set_config('lock_timeout', '%dms', true),"
                      " pg_catalog.set_config('statement_timeout', '%dms', true)",
                      wait, wait > modes ? wait / modes : 1);
    for (int mode = MG_LOCK_SHARE; modes && mode <= MG_LOCK_ACCESS_EXCLUSIVE; mode++)
        add_lock(l, (enum mg_lock_mode)mode, (enum mg_lock_mode)mode);
    if (modes)
        mg_buf_add(add_statement(l), "SELECT pg_catalog.set_config('statement_timeout',"
                                     " pg_catalog.current_setting('modelgen.statement_timeout'),"
                                     " true)");
    mg_buf_printf(add_statement(l), "SELECT pg_catalog.set_config('lock_timeout', '%dms', true)",
                  modes ? wait / 5 + 1 : wait / (int)l->tables.n + 1);
}

bool mg_locks_first(struct mg_site *site, const struct mg_recorded *steps, size_t n, int wait,
                    struct mg_locks_first *first, struct mg_error *error)
{
    const char *superuser = PQparameterStatus(site->conn, "is_superuser");
    struct locking l = {.site = site,
                        .error = error,
                        .first = first,
                        .superuser = superuser && strcmp(superuser, "on") == 0};
    struct mg_impact all = {0};
    l.least = l.superuser ? MG_LOCK_SHARE : MG_LOCK_SHARE_UPDATE_EXCLUSIVE;
    *first = (struct mg_locks_first){0};
    bool good = collect(&l, steps, n, &all);
    if (good && !is_simple(&l, &all))
        good = look(site, &all, (struct mg_past){steps, 0}, &l.tables, error) && leave_out(&l);
    size_t count = 0;
    for (size_t i = 0; i < l.tables.n; i++)
        count += l.tables.items[i].lock != MG_LOCK_NONE;
    if (good && count > (l.superuser && all.n == 1 ? 1 : 0))
        add_locks(&l, wait);
    if (good && !mg_script_ok(&first->script))
        good = mg_fail_memory(error);
    mg_affected_free(&l.tables);
    mg_impact_free(&all);
    return good;
}

void mg_locks_first_free(struct mg_locks_first *first)
{
    mg_script_free(&first->script);
}

/* --- In a transaction ----------------------------------------------------------------------- */

void mg_locks_first_failed(struct mg_interrupt *interrupt, struct mg_error *error)
{
    if (!mg_interrupt_came(interrupt) && strcmp(error->sqlstate, "57014") == 0)
        strcpy(error->sqlstate, "55P03");
}
