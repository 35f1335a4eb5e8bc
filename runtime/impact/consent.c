#include "consent.h"

#include <string.h>

#include "../sql/sql.h"

static const struct {
    const char *word;
    unsigned consent;
    enum mg_code code;
} words[] = {
    {"rewrite", MG_CONSENT_REWRITE, MG_E561}, {"loss", MG_CONSENT_LOSS, MG_E562},
    {"access", MG_CONSENT_ACCESS, MG_E563},   {"drift", MG_CONSENT_DRIFT, MG_E572},
    {"all", MG_CONSENT_ALL, MG_OK},
};

enum { SINGLE = 4, WORDS = 5 };

bool mg_consent_read(const char *text, unsigned *given)
{
    for (const char *p = text; *p; p += *p == ',') {
        size_t n = strcspn(p, ","), i = 0;
        while (i < WORDS && !(strlen(words[i].word) == n && strncmp(words[i].word, p, n) == 0))
            i++;
        if (i == WORDS)
            return false;
        *given |= words[i].consent;
        p += n;
    }
    return *text != '\0';
}

void mg_consent_print(unsigned consent, struct mg_buf *out)
{
    size_t before = out->n;
    for (size_t i = 0; i < SINGLE; i++)
        if (consent & words[i].consent)
            mg_buf_printf(out, "%s%s", out->n > before ? "," : "", words[i].word);
}

unsigned mg_consent_of(const struct mg_affected *a)
{
    bool waits = a->lock >= MG_LOCK_SHARE || a->effects & MG_EFFECT_STOPS;
    unsigned needed = 0;
    if (a->empty || !strchr("rmp", a->kind))
        return 0;
    if (waits && a->bytes > MG_BRIEF_BYTES &&
        a->effects & (MG_EFFECT_REWRITES | MG_EFFECT_BUILDS | MG_EFFECT_SCANS))
        needed |= MG_CONSENT_REWRITE;
    if (a->effects & MG_EFFECT_HOLDS && a->bytes > MG_BRIEF_BYTES)
        needed |= MG_CONSENT_REWRITE;
    if (a->effects & MG_EFFECT_LOSES && a->kind == 'r')
        needed |= MG_CONSENT_LOSS;
    if (a->effects & MG_EFFECT_WIDENS)
        needed |= MG_CONSENT_ACCESS;
    return needed;
}

/* --- What is said ------------------------------------------------------------------------- */

void mg_affected_print(const struct mg_affected *a, struct mg_buf *out)
{
    static const char *const units[] = {"bytes", "kB", "MB", "GB", "TB"};
    double size = a->bytes;
    size_t unit = 0;
    for (; size >= 10240 && unit < 4; unit++)
        size /= 1024;
    mg_buf_printf(out, "%s (%.0f %s", a->name, size, units[unit]);
    if (a->rows > 0)
        mg_buf_printf(out, ", about %.0f rows", a->rows);
    mg_buf_addc(out, ')');
}

static void print_need(const struct mg_affected *a, unsigned consent, struct mg_buf *out)
{
    bool reads = a->lock == MG_LOCK_ACCESS_EXCLUSIVE || a->effects & MG_EFFECT_STOPS;
    const char *what = consent == MG_CONSENT_LOSS        ? "loses what is in "
                       : consent == MG_CONSENT_ACCESS    ? "lets others at "
                       : a->effects & MG_EFFECT_REWRITES ? "rewrites "
                       : a->effects & MG_EFFECT_BUILDS   ? "builds indexes of "
                       : a->effects & MG_EFFECT_HOLDS    ? "updates at one go "
                                                         : "reads through ";
    mg_buf_add(out, what);
    mg_affected_print(a, out);
    if (consent == MG_CONSENT_REWRITE)
        mg_buf_add(out, reads ? ", and all that use it wait until that is done"
                        : a->effects & MG_EFFECT_HOLDS
                            ? ", and all that write to the same rows wait until that is done"
                            : ", and all that write to it wait until that is done");
}

/* Ways round, by the operation that asks; the first line that fits. */
static const struct advice {
    unsigned consent;
    const struct mg_operation *operation; /* NULL: any */
    enum mg_direction direction;
    const char *text;
} advices[] = {
    {MG_CONSENT_REWRITE, &mg_op_alter_column, MG_UPGRADE,
     "Without a pause: --no-rewrite, or ONLINE in the migration, where the column may move to the "
     "end of its table."},
    {MG_CONSENT_REWRITE, &mg_op_execute, MG_UPGRADE,
     "execute() runs SQL as it is; create_index, add_constraint, add_column and alter_column keep "
     "nobody waiting where PostgreSQL can."},
    {MG_CONSENT_REWRITE, &mg_op_backfill, MG_UPGRADE,
     "A migration that asks for rows or copies some is one transaction. In one of its own backfill "
     "goes in batches."},
    {MG_CONSENT_REWRITE, NULL, MG_UPGRADE, "PostgreSQL has no way to do it without a pause."},
    {MG_CONSENT_LOSS, NULL, MG_UPGRADE, "Keep it elsewhere first, if it may be wanted again."},
    {MG_CONSENT_LOSS, NULL, MG_DOWNGRADE, "`pg_dump --table` keeps what is there."},
    {MG_CONSENT_ACCESS, NULL, MG_UPGRADE, "See who will be able to do what before you go on."},
    {MG_CONSENT_ACCESS, NULL, MG_DOWNGRADE, "See who will be able to do what before you go on."},
};

static const char *advice_for(unsigned consent, const struct mg_operation *operation,
                              enum mg_direction direction)
{
    for (size_t i = 0; i < sizeof advices / sizeof *advices; i++)
        if (advices[i].consent == consent &&
            (!advices[i].operation || advices[i].operation == operation) &&
            (advices[i].direction == direction || consent == MG_CONSENT_REWRITE))
            return advices[i].text;
    return "";
}

/* --- What a step needs -------------------------------------------------------------------- */

/* A question whose answer, or an effect that, may need a consent. */
static bool may_need(const struct mg_touch *touch)
{
    return touch->effects ||
           (touch->question != MG_ASK_NOTHING && touch->question != MG_ASK_CONSTRAINT);
}

/* What would go in batches, in a migration that is one transaction. */
static void note_held(struct mg_impact *impact, const struct migration *m, size_t i)
{
    for (size_t j = 0; j < impact->n; j++)
        if (m->whole && m->steps[i].operation == &mg_op_backfill)
            impact->items[j].effects |= MG_EFFECT_HOLDS;
}

static bool look(struct mg_site *site, const struct migration *m, size_t i,
                 struct mg_affecteds *affected, struct mg_error *error)
{
    struct mg_impact impact;
    bool good = mg_impact_read(m->steps[i].text, &impact) || mg_fail_memory(error);
    bool worth = false;
    note_held(&impact, m, i);
    for (size_t j = 0; good && j < impact.n; j++)
        worth |= may_need(&impact.items[j]);
    if (good && worth)
        good = mg_impact_look(site, &impact, (struct mg_past){m->steps, i}, false, affected, error);
    mg_impact_free(&impact);
    return good;
}

/* The policy is made again by a later step: it is another one, not none. */
static bool comes_back(const struct migration *m, size_t i)
{
    static const char drop[] = "DROP POLICY ";
    if (strncmp(m->steps[i].text, drop, sizeof drop - 1) != 0)
        return false;
    const char *name = m->steps[i].text + sizeof drop - 1;
    for (size_t j = i + 1; j < m->n; j++)
        if (strncmp(m->steps[j].text, "CREATE POLICY ", 14) == 0 &&
            strncmp(m->steps[j].text + 14, name, strlen(name)) == 0)
            return true;
    return false;
}

/* What brings something back, notes that it could not be kept, or only looks. */
static bool is_beside(const struct mg_recorded *step)
{
    static const char *const beginnings[] = {MG_BROUGHT, MG_NOT_KEPT, MG_ONLY_LOOKS};
    if (step->kind == MG_STEP_NOTICE || step->kind == MG_STEP_COMMIT)
        return true;
    for (size_t i = 0; i < sizeof beginnings / sizeof *beginnings; i++)
        if (strncmp(step->text, beginnings[i], strlen(beginnings[i])) == 0)
            return true;
    return false;
}

/*
 * loss() says what is lost by what comes after it, and that is so if that changes a table with
 * rows. What is dropped, added or set aside speaks for itself.
 */
static bool loses_as_said(struct mg_site *site, const struct migration *m, size_t i,
                          struct mg_affecteds *affected, bool *loses, struct mg_error *error)
{
    size_t next = i + 1;
    while (next < m->n && is_beside(&m->steps[next]))
        next++;
    struct mg_impact impact = {0};
    bool good =
        next >= m->n || mg_impact_read(m->steps[next].text, &impact) || mg_fail_memory(error);
    bool changes = impact.n && strncmp(m->steps[next].text, "DO ", 3) != 0;
    for (size_t j = 0; j < impact.n; j++)
        changes &= impact.items[j].question != MG_ASK_ADD_COLUMN &&
                   impact.items[j].question != MG_ASK_DROP_COLUMN &&
                   impact.items[j].question != MG_ASK_DROP_TABLE;
    if (good && changes)
        good =
            mg_impact_look(site, &impact, (struct mg_past){m->steps, next}, false, affected, error);
    for (size_t j = 0; good && j < affected->n; j++)
        *loses |= !affected->items[j].empty && affected->items[j].kind == 'r';
    mg_impact_free(&impact);
    return good;
}

/* --no-stash says that what is dropped may go. */
static bool drops_as_told(const struct mg_site *site, const struct mg_operation *operation)
{
    return !site->stash && (operation == &mg_op_drop_column || operation == &mg_op_drop_table);
}

/* A partition that was set aside is none of the table any more that is dropped now. */
static void leave_out_kept(const struct mg_site *site, const struct mg_recorded *step,
                           struct mg_affected *affected)
{
    if (site->keeps && affected->kind == 'r' && step->operation == &mg_op_drop_table &&
        mg_site_did(site, &mg_op_drop_table, affected->name))
        affected->effects &= ~(unsigned)MG_EFFECT_LOSES;
}

bool mg_consent_of_step(struct mg_site *site, const struct migration *m, size_t i, unsigned *needed,
                        struct mg_affecteds *affected, struct mg_error *error)
{
    enum mg_step_kind kind = m->steps[i].kind;
    bool loses = false, good = true;
    *affected = (struct mg_affecteds){0};
    *needed = 0;
    if (kind == MG_STEP_NOTICE)
        good = loses_as_said(site, m, i, affected, &loses, error);
    else if (kind == MG_STEP_SQL || kind == MG_STEP_APART)
        good = look(site, m, i, affected, error);
    for (size_t j = 0; good && kind != MG_STEP_NOTICE && j < affected->n; j++) {
        leave_out_kept(site, &m->steps[i], &affected->items[j]);
        *needed |= mg_consent_of(&affected->items[j]);
    }
    if (loses)
        *needed = MG_CONSENT_LOSS;
    if (m->steps[i].moved || drops_as_told(site, m->steps[i].operation))
        *needed &= ~(unsigned)MG_CONSENT_LOSS;
    if (*needed & MG_CONSENT_ACCESS && comes_back(m, i))
        *needed &= ~(unsigned)MG_CONSENT_ACCESS;
    return good;
}

/* --- A migration -------------------------------------------------------------------------- */

/* Each thing that a step needs consent for, a line each. */
static void print_step(const struct mg_recorded *step, unsigned needed,
                       const struct mg_affecteds *affected, struct mg_buf *out)
{
    if (step->kind == MG_STEP_NOTICE) {
        mg_buf_printf(out, "%sloses data: %s", out->n ? "\n" : "", step->text);
        return;
    }
    for (size_t j = 0; j < affected->n; j++)
        for (unsigned consent = 1; consent < MG_CONSENT_ALL; consent *= 2)
            if (consent & needed & mg_consent_of(&affected->items[j])) {
                mg_buf_add(out, out->n ? "\n" : "");
                print_need(&affected->items[j], consent, out);
            }
}

static unsigned lowest(unsigned consent)
{
    return consent & (~consent + 1);
}

/* Why there is no way round where one was asked for. */
static const char *advise(const struct migration *m, const struct mg_recorded *step, unsigned first,
                          struct mg_error *error)
{
    const struct mg_buf *hindered = &m->site->hindered;
    if (first != MG_CONSENT_REWRITE || step->operation != &mg_op_alter_column || !hindered->n ||
        mg_buf_failed(hindered))
        return advice_for(first, step->operation, m->direction);
    mg_buf_printf(&error->detail, "%s%.*s", error->detail.n ? "\n" : "", (int)hindered->n - 1,
                  mg_buf_text(hindered));
    return "";
}

static void refuse(const struct migration *m, size_t i, unsigned first, unsigned missing,
                   const struct mg_buf *what, struct mg_error *error)
{
    struct mg_buf allow = MG_BUF_INIT;
    size_t n = strcspn(mg_buf_text(what), "\n"), k = 0;
    while (k < SINGLE - 1 && words[k].consent != first)
        k++;
    mg_consent_print(missing, &allow);
    mg_fail(error, words[k].code, "it %.*s", (int)n, mg_buf_text(what));
    error->file = m->entry->file;
    error->line = m->steps[i].line;
    error->operation = m->steps[i].operation->name;
    if (what->n > n)
        mg_buf_printf(&error->detail, "It also %s", mg_buf_text(what) + n + 1);
    const char *advice = advise(m, &m->steps[i], first, error);
    mg_error_hint(error, "%s%sTo have it done: --allow %s, or allow(m, \"%s\") in the migration.",
                  advice, *advice ? " " : "", mg_buf_failed(&allow) ? "" : mg_buf_text(&allow),
                  mg_buf_failed(&allow) ? "" : mg_buf_text(&allow));
    mg_buf_free(&allow);
}

bool mg_consent_check(struct mg_site *site, const struct migration *m, unsigned given,
                      struct mg_buf *said, struct mg_error *error)
{
    return mg_consent_check_from(site, m, 0, given, said, error);
}

bool mg_consent_check_from(struct mg_site *site, const struct migration *m, size_t first_step,
                           unsigned given, struct mg_buf *said, struct mg_error *error)
{
    struct mg_buf what = MG_BUF_INIT;
    unsigned missing = 0, first = 0;
    size_t place = 0;
    bool good = true;
    given |= m->allowed;
    for (size_t i = first_step; good && i < m->n; i++) {
        struct mg_affecteds affected;
        unsigned needed;
        good = mg_consent_of_step(site, m, i, &needed, &affected, error);
        if (good && needed & ~given) {
            place = missing ? place : i;
            first = missing ? first : lowest(needed & ~given);
            missing |= needed & ~given;
            print_step(&m->steps[i], needed & ~given, &affected, &what);
        }
        if (good && needed & given & MG_CONSENT_REWRITE)
            print_step(&m->steps[i], MG_CONSENT_REWRITE, &affected, said);
        mg_affected_free(&affected);
    }
    if (good && missing && mg_buf_failed(&what))
        good = mg_fail_memory(error);
    else if (good && missing)
        refuse(m, place, first, missing, &what, error);
    mg_buf_free(&what);
    return good && !missing;
}
