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
        out_of_memory();
    text = arena_text(arena, b);
    mg_buf_free(b);
    return text;
}

/* --- Bodies ------------------------------------------------------------------------------- */

/*
 * Compilers give every call of a function its own room on the stack (clang, tcc) or take ever
 * longer over it (gcc): the baseline of a thousand tables is several functions.
 */
enum { PART_LINES = 2000 };

struct body {
    VEC(struct mg_buf) parts;
    size_t lines; /* of the last part */
    struct paragraphs paragraphs;
};

static size_t count_lines(const char *text)
{
    size_t n = 0;

    for (; (text = strchr(text, '\n')); text++)
        n++;
    return n;
}

static void body_add(struct arena *arena, struct body *body, const struct ops *ops, size_t i,
                     const char *text)
{
    const char *about = body->paragraphs.about;
    size_t lines = count_lines(text);
    bool begins = paragraph_begins(&body->paragraphs, ops, i, lines > 1);
    bool same = about && strcmp(about, body->paragraphs.about) == 0;

    if (!body->parts.n || (body->lines + lines > PART_LINES && !same)) {
        *vec_push(arena, &body->parts) = (struct mg_buf)MG_BUF_INIT;
        body->lines = 0;
        begins = false;
    }

    struct mg_buf *part = &body->parts.items[body->parts.n - 1];

    mg_buf_add(part, begins ? "\n" : "");
    mg_buf_add(part, text);
    body->lines += lines + begins;
}

/* What stands between the braces of a function; *functions: those that it calls, before it. */
static const char *body_text(struct arena *arena, const struct ops *ops, const char *name,
                             const char **functions)
{
    struct body body = {0};
    struct mg_buf one = MG_BUF_INIT, before = MG_BUF_INIT, calls = MG_BUF_INIT;

    *functions = "";
    for (size_t i = 0; i < ops->n; i++) {
        mg_buf_clear(&one);
        piece_statement(&one, spell_op(arena, &ops->items[i]));
        if (mg_buf_failed(&one))
            out_of_memory();
        body_add(arena, &body, ops, i, mg_buf_text(&one));
    }
    mg_buf_free(&one);
    if (body.parts.n == 0)
        return "    (void)m; /* nothing to do */\n";
    if (body.parts.n == 1)
        return finished(arena, &body.parts.items[0]);
    for (size_t i = 0; i < body.parts.n; i++) {
        mg_buf_printf(&before, "static void %s_part_%zu(migration *m)\n{\n%s}\n\n", name, i + 1,
                      finished(arena, &body.parts.items[i]));
        mg_buf_printf(&calls, "    %s_part_%zu(m);\n", name, i + 1);
    }
    *functions = finished(arena, &before);
    return finished(arena, &calls);
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
    const char *upgrade_parts, *downgrade_parts;
    const char *upgrade_text = body_text(arena, upgrade, "upgrade", &upgrade_parts);
    const char *downgrade_text = body_text(arena, downgrade, "downgrade", &downgrade_parts);
    struct hole holes[] = {
        {.name = "name", .text = head->name},
        {.name = "revision", .text = arena_printf(arena, "%03d  %s", head->number, head->revision)},
        {.name = "revises",
         .text = head->down_revision
                     ? arena_printf(arena, "%03d  %s", head->down_number, head->down_revision)
                     : "nothing"},
        {.name = "created", .text = head->created},
        {.name = "upgrade_parts", .text = upgrade_parts},
        {.name = "upgrade", .text = upgrade_text},
        {.name = "downgrade_parts", .text = downgrade_parts},
        {.name = "downgrade", .text = downgrade_text},
        {.name = "migration", .text = description(arena, head)},
        {0},
    };

    return fill(arena, holes);
}
