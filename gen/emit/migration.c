#include <string.h>

#include "emit/emit.h"
#include "emit/spell.h"
#include "plan/group.h"

/* templates/migration.c */
static const char frame[] =
#include "templates/migration.c.inc"
    ;

/* The last line: longer only where the name is very long. */
enum { DESCRIPTION_WIDTH = 120 };

void emit_op(struct mg_buf *out, const struct op *op)
{
    struct arena *arena = arena_new();

    piece_statement(out, spell_op(arena, op));
    arena_free(arena);
}

static const char *finished(struct arena *arena, struct mg_buf *b)
{
    const char *text;

    if (mg_buf_failed(b))
        BUG("out of memory");
    text = arena_strdup(arena, mg_buf_text(b));
    mg_buf_free(b);
    return text;
}

static const char *body(struct arena *arena, const struct ops *ops)
{
    struct paragraphs paragraphs = {0};
    struct mg_buf all = MG_BUF_INIT, one = MG_BUF_INIT;

    if (ops->n == 0)
        return "    (void)m; /* nothing to do */\n";
    for (size_t i = 0; i < ops->n; i++) {
        mg_buf_clear(&one);
        piece_statement(&one, spell_op(arena, &ops->items[i]));
        if (mg_buf_failed(&one))
            BUG("out of memory");

        bool tall = strchr(mg_buf_text(&one), '\n')[1];

        mg_buf_add(&all, paragraph_begins(&paragraphs, ops, i, tall) ? "\n" : "");
        mg_buf_add(&all, mg_buf_text(&one));
    }
    mg_buf_free(&one);
    return finished(arena, &all);
}

static const char *description(struct arena *arena, const struct migration_head *head)
{
    struct mg_buf b = MG_BUF_INIT, name = MG_BUF_INIT;

    mg_buf_printf(&b, "MIGRATION(.number = %d, .revision = ", head->number);
    mg_buf_c_string(&b, head->revision);
    if (head->down_revision) {
        mg_buf_add(&b, ", .down_revision = ");
        mg_buf_c_string(&b, head->down_revision);
    }
    mg_buf_add(&name, ".name = ");
    mg_buf_c_string(&name, head->name);
    mg_buf_add(&name, ");");
    mg_buf_add(&b, b.n + name.n + 2 <= DESCRIPTION_WIDTH ? ", " : ",\n          ");
    mg_buf_add(&b, finished(arena, &name));
    return finished(arena, &b);
}

/* --- The frame ---------------------------------------------------------------------------- */

struct hole {
    const char *name, *text;
    bool used;
};

static struct hole *find_hole(struct hole *holes, const char *name, size_t n)
{
    for (; holes->name; holes++)
        if (strlen(holes->name) == n && strncmp(holes->name, name, n) == 0)
            return holes;
    BUG("the frame of a migration has no value for @%.*s@", (int)n, name);
}

static const char *fill(struct arena *arena, struct hole *holes)
{
    struct mg_buf b = MG_BUF_INIT;
    const char *p = frame, *at;

    while ((at = strchr(p, '@'))) {
        size_t n = strcspn(at + 1, "@");
        struct hole *hole = find_hole(holes, at + 1, n);

        mg_buf_addn(&b, p, (size_t)(at - p));
        mg_buf_add(&b, hole->text);
        hole->used = true;
        p = at + n + 2;
    }
    mg_buf_add(&b, p);
    for (; holes->name; holes++)
        if (!holes->used)
            BUG("the frame of a migration has no @%s@", holes->name);
    return finished(arena, &b);
}

const char *emit_migration(struct arena *arena, const struct migration_head *head,
                           const struct ops *upgrade, const struct ops *downgrade)
{
    struct hole holes[] = {
        {.name = "name", .text = head->name},
        {.name = "revision", .text = arena_printf(arena, "%03d  %s", head->number, head->revision)},
        {.name = "revises",
         .text = head->down_revision
                     ? arena_printf(arena, "%03d  %s", head->down_number, head->down_revision)
                     : "nothing"},
        {.name = "created", .text = head->created},
        {.name = "upgrade", .text = body(arena, upgrade)},
        {.name = "downgrade", .text = body(arena, downgrade)},
        {.name = "migration", .text = description(arena, head)},
        {0},
    };

    return fill(arena, holes);
}
