/* The four steps for one random pair of models. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "kinds/kinds.h"
#include "plan/plan.h"
#include "read/read.h"
#include "snapshot/snapshot.h"

#include "oracle.h"

struct pair {
    struct fuzz fuzz;
    struct arena *arena;
    const char *dir;
    struct fuzz_model before, after;
    struct strings before_headers, after_headers;
    const char *before_sql, *after_sql, *rows;
    struct answers answers;
    struct mg_buf losses; /* what the migration says it loses */
};

static void write_text(struct pair *p, const char *name, const char *text)
{
    FILE *file = fopen(arena_printf(p->arena, "%s/%s", p->dir, name), "w");

    if (!file || fputs(text, file) < 0 || fclose(file) != 0)
        bug(__FILE__, __LINE__, "cannot write %s/%s", p->dir, name);
}

/* The pair of a seed, with all its files. */
static struct pair *make_pair(struct arena *arena, unsigned long long seed, const char *dir)
{
    struct pair *p = arena_new_of(arena, struct pair);

    p->arena = p->fuzz.arena = arena;
    p->fuzz.rng.state = seed * 7919;
    p->dir = dir;
    fuzz_generate(&p->fuzz, &p->before);
    fuzz_mutate(&p->fuzz, &p->before, &p->after);
    p->before_sql = fuzz_sql(arena, &p->before);
    p->after_sql = fuzz_sql(arena, &p->after);
    p->rows = fuzz_rows(&p->fuzz, &p->before);

    const char *before_dir = arena_printf(arena, "%s/before", dir);
    const char *after_dir = arena_printf(arena, "%s/after", dir);
    mkdir(dir, 0777);
    mkdir(before_dir, 0777);
    mkdir(after_dir, 0777);
    fuzz_write_headers(&p->fuzz, &p->before, before_dir, &p->before_headers);
    fuzz_write_headers(&p->fuzz, &p->after, after_dir, &p->after_headers);
    write_text(p, "before.sql", p->before_sql);
    write_text(p, "after.sql", p->after_sql);
    write_text(p, "rows.sql", p->rows);
    write_text(p, "roles", "fuzz_reader\nfuzz_writer\n");
    return p;
}

static void show_diags(struct diags *diags)
{
    char *text = NULL;
    size_t n = 0;
    FILE *memory = open_memstream(&text, &n);

    diags_print(diags, memory, false);
    fclose(memory);
    tap_comment(text);
    free(text);
}

static const struct schema *read(struct pair *p, const struct strings *headers)
{
    struct diags *diags = diags_new(p->arena);
    struct read_options options = {.headers = *headers, .include_dir = "schema"};
    const struct schema *schema = read_models(p->arena, &options, diags);

    if (diags_errors(diags)) {
        show_diags(diags);
        return NULL;
    }
    return schema;
}

static const struct schema *nothing(struct pair *p)
{
    struct schema *schema = schema_new(p->arena);

    schema_finish(schema);
    return schema;
}

/* As the next revision will find it: from the snapshot. */
static const struct schema *stored(struct pair *p, const struct schema *schema)
{
    struct diags *diags = diags_new(p->arena);
    const char *path = arena_printf(p->arena, "%s/snapshot.json", p->dir);

    write_text(p, "snapshot.json", snapshot_text(p->arena, schema));
    const struct schema *loaded = snapshot_load(p->arena, path, diags);
    if (!loaded)
        show_diags(diags);
    return loaded;
}

/* --- answers -----------------------------------------------------------------------------------
 */

/* Every rename is stated in the models, so whatever is asked was dropped. */
static bool answer_questions(struct pair *p, const struct schema *before,
                             const struct schema *after)
{
    for (int round = 0; round < 5; round++) {
        struct questions q = plan_questions(p->arena, before, after, &p->answers);
        if (q.n == 0)
            return true;
        for (size_t i = 0; i < q.n; i++)
            strings_add(p->arena, &p->answers.drops, q.items[i].from_name);
    }
    tap_comment("plan_questions goes on asking");
    return false;
}

static const struct plan *make_plan(struct pair *p, const struct schema *before,
                                    const struct schema *after)
{
    struct diags *diags = diags_new(p->arena);

    if (!answer_questions(p, before, after))
        return NULL;
    const struct plan *plan = plan_make(p->arena, before, after, &p->answers, diags);
    if (!diags_errors(diags))
        return plan;
    show_diags(diags);
    return NULL;
}

/* --- carrying out ------------------------------------------------------------------------------
 */

static bool run_ops(struct pair *p, const struct database *db, const struct ops *ops)
{
    struct mg_script script = {0};
    bool ok = database_run(db, "BEGIN");

    for (size_t i = 0; i < ops->n; i++)
        ops->items[i].operation->sql(ops->items[i].args, &script);
    ok = ok && mg_script_ok(&script);
    for (size_t i = 0; ok && i < script.n; i++) {
        const char *text = mg_buf_text(&script.steps[i].text);
        enum mg_step_kind kind = script.steps[i].kind;
        if (kind == MG_STEP_APART || kind == MG_STEP_SQL) {
            ok = database_run(db, text);
        } else if (kind == MG_STEP_NOTICE) {
            mg_buf_printf(&p->losses, "%s\n", text);
        } else if (kind != MG_STEP_COMMIT) { /* no plan makes such */
            tap_comment(text);
            ok = false;
        }
    }
    ok = ok && database_run(db, "COMMIT");
    if (!ok)
        tap_comment(plan_sql(p->arena, ops));
    mg_script_free(&script);
    return ok;
}

static const char *built(struct pair *p, const struct database *fresh, const char *sql)
{
    return database_clear(fresh) && database_run(fresh, sql) ? dump_schema(p->arena, fresh) : NULL;
}

/* What a column holds, whatever the order of the rows. */
static const char *contents(struct pair *p, const struct database *db, const struct fuzz_table *t,
                            const struct fuzz_column *c)
{
    const char *name = fuzz_quote(p->arena, c->name);
    return database_query(
        p->arena, db,
        arena_printf(p->arena,
                     "SELECT string_agg(coalesce(%s::text, '-'), '|' ORDER BY %s::text) "
                     "|| ' of ' || count(*) FROM %s.%s",
                     name, name, t->schema ? fuzz_quote(p->arena, t->schema) : "public",
                     fuzz_quote(p->arena, t->name)));
}

/*
 * Did the user say how its values change? Then he knows what is lost. And filling a new column is
 * an update, which ON_UPDATE columns of the table notice.
 */
static bool is_answered(const struct pair *p, const struct fuzz_table *t,
                        const struct fuzz_column *c)
{
    const struct fuzz_table *after = fuzz_table_of(&p->after, t->id);
    const struct fuzz_column *now = after ? fuzz_column_of(after, c->id) : NULL;

    for (int i = 0; now && (c->on_update || now->on_update) && i < after->n; i++)
        if (after->columns[i].fill)
            return true;
    return now && now->using_;
}

/* For tests/golden.sh: the columns whose values the user changes, as it names them. */
static void write_answered(struct pair *p)
{
    struct mg_buf b = MG_BUF_INIT;

    for (int i = 0; i < p->before.ntables; i++)
        for (int k = 0; k < p->before.tables[i].n; k++)
            if (is_answered(p, &p->before.tables[i], &p->before.tables[i].columns[k]))
                mg_buf_printf(&b, "%s.%s\n", p->before.tables[i].name,
                              p->before.tables[i].columns[k].name);
    write_text(p, "answered", b.n ? mg_buf_text(&b) : "");
    mg_buf_free(&b);
}

static const char *type_name(const struct pair *p, const struct fuzz_column *c)
{
    return c->type_item ? fuzz_item_of(&p->before, c->type_item)->name
                        : fuzz_enum_of(&p->before, c->enum_id)->name;
}

/* Reads all the contents, or compares them with what they were; a difference must have been
 * announced. */
static bool check_contents(struct pair *p, const struct database *db, struct strings *were)
{
    bool first = were->n == 0, ok = true;
    size_t at = 0;

    for (int i = 0; i < p->before.ntables; i++)
        for (int j = 0; j < p->before.tables[i].n; j++, at++) {
            const struct fuzz_table *t = &p->before.tables[i];
            const struct fuzz_column *c = &t->columns[j];
            const char *now = contents(p, db, t, c);
            if (first) {
                strings_add(p->arena, were, now);
                continue;
            }
            const char *losses = p->losses.n ? mg_buf_text(&p->losses) : "";
            if (strcmp(now, were->items[at]) == 0 || is_answered(p, t, c) ||
                strstr(losses, c->name) || strstr(losses, t->name) ||
                (!c->type && strstr(losses, type_name(p, c))))
                continue;
            printf("# %s.%s held %s", t->name, c->name, were->items[at]);
            printf("# and holds %s# which nothing announced\n", now);
            ok = false;
        }
    return ok;
}

static bool same_dump(struct pair *p, const char *what, const char *actual, const char *expected,
                      const char *before)
{
    if (!actual || !expected)
        return false;
    if (dump_equal(p->arena, actual, expected, before))
        return true;
    show_difference(p->dir, what, expected, actual);
    return false;
}

static bool step(bool ok, const char *what)
{
    if (!ok)
        printf("# failed: %s\n", what);
    return ok;
}

static bool prove(struct pair *p, const struct database *line, const struct database *fresh)
{
    const struct schema *before = read(p, &p->before_headers), *after = NULL;
    const struct plan *base = NULL, *plan = NULL, *again = NULL;
    struct strings rows = {0};
    const char *dump_before = NULL, *dump_after = NULL, *upgraded = NULL;

    if (!step(before && (before = stored(p, before)), "the model before is read and stored") ||
        !step((base = make_plan(p, nothing(p), before)) != NULL, "the baseline is planned") ||
        !step(database_clear(line) && run_ops(p, line, &base->upgrade), "the baseline is built") ||
        !step((dump_before = built(p, fresh, p->before_sql)) != NULL, "the SQL before is built"))
        return false;
    if (!step(same_dump(p, "the baseline", dump_schema(p->arena, line), dump_before, NULL),
              "the baseline equals what PostgreSQL builds") ||
        !step(database_run(line, "RESET ROLE") && database_run(line, p->rows) &&
                  database_run(line, "SET ROLE modelgen_fuzz") && check_contents(p, line, &rows),
              "rows are inserted"))
        return false;

    fuzz_answer(&p->fuzz, &p->before, &p->after, &p->answers);
    if (!step((after = read(p, &p->after_headers)) != NULL, "the model after is read") ||
        !step((plan = make_plan(p, before, after)) != NULL, "the change is planned"))
        return false;
    write_answered(p);
    write_text(p, "args", fuzz_arguments(p->arena, &p->answers));
    for (size_t i = 0; i < plan->losses.n; i++)
        mg_buf_printf(&p->losses, "%s\n", plan->losses.items[i]);
    if (!step(run_ops(p, line, &plan->upgrade), "the upgrade runs") ||
        !step((dump_after = built(p, fresh, p->after_sql)) != NULL, "the SQL after is built") ||
        !step(same_dump(p, "the upgrade", upgraded = dump_schema(p->arena, line), dump_after,
                        dump_before),
              "the upgrade leads to the model after"))
        return false;

    p->answers = (struct answers){0};
    if (!step((after = stored(p, after)) != NULL, "the model after is stored") ||
        !step((again = make_plan(p, after, read(p, &p->after_headers))) != NULL &&
                  again->upgrade.n == 0 && again->downgrade.n == 0,
              "there is nothing more to do"))
        return false;
    if (!step(run_ops(p, line, &plan->downgrade), "the downgrade runs") ||
        !step(same_dump(p, "the downgrade", dump_schema(p->arena, line), dump_before, upgraded),
              "the downgrade leads back") ||
        !step(check_contents(p, line, &rows), "the rows are there"))
        return false;
    return step(run_ops(p, line, &plan->upgrade), "the second upgrade runs") &&
           step(same_dump(p, "the second upgrade", dump_schema(p->arena, line), dump_after,
                          dump_before),
                "the second upgrade leads to the model after");
}

bool oracle_pair(unsigned long long seed, const char *dir, const struct database *line,
                 const struct database *fresh)
{
    struct arena *arena = arena_new();
    struct pair *p = make_pair(arena, seed, dir);
    bool ok = prove(p, line, fresh);

    mg_buf_free(&p->losses);
    arena_free(arena);
    return ok;
}

void oracle_write(unsigned long long seed, const char *dir)
{
    struct arena *arena = arena_new();

    make_pair(arena, seed, dir);
    arena_free(arena);
}
