#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "model/kind.h"
#include "snapshot/conflict.h"
#include "snapshot/format.h"
#include "snapshot/members.h"
#include "snapshot/snapshot.h"

/*
 * The frame is read by hand and each object (members.h) where it starts: the line of an object is
 * then known to every diagnostic, and no tree of the whole file is ever built.
 */
struct loader {
    struct arena *arena;
    struct diags *diags;
    const char *path;
    char *at;
    const char *end;
    const char *counted, *line_start; /* up to where line breaks are counted, and the last one */
    unsigned line;
    struct members members; /* of the object that is being read */
    struct schema *schema;
    const char *table; /* of the part that was read last */
    int position;
    const struct kind *kind; /* of the last object; NULL: none yet */
};

/* --- The frame ---------------------------------------------------------------------------- */

static struct loc here(struct loader *l)
{
    const char *end;

    while ((end = memchr(l->counted, '\n', (size_t)(l->at - l->counted)))) {
        l->line++;
        l->counted = l->line_start = end + 1;
    }
    l->counted = l->at;
    return (struct loc){l->path, l->line, (unsigned)(l->at - l->line_start) + 1};
}

static void skip_space(struct loader *l)
{
    while (l->at < l->end && (*l->at == ' ' || *l->at == '\n' || *l->at == '\t' || *l->at == '\r'))
        l->at++;
}

static bool accept(struct loader *l, char c)
{
    skip_space(l);
    if (l->at == l->end || *l->at != c)
        return false;
    l->at++;
    return true;
}

static bool accept_key(struct loader *l, const char *key)
{
    size_t n = strlen(key);

    if (!accept(l, '"') || (size_t)(l->end - l->at) <= n || memcmp(l->at, key, n) != 0 ||
        l->at[n] != '"')
        return false;
    l->at += n + 1;
    return accept(l, ':');
}

static bool bad_syntax(struct loader *l, const char *wanted)
{
    skip_space(l);
    if (l->at == l->end)
        diag_error(l->diags, MG203, here(l), "the snapshot is cut off before %s", wanted);
    else
        diag_error(l->diags, MG203, here(l), "this is not %s", wanted);
    diag_hint(l->diags, "Take the file back from version control: git checkout %s", l->path);
    return false;
}

/* {"snapshot_format": 1, "objects": [ */
static bool load_head(struct loader *l)
{
    char *end;

    if (!accept(l, '{') || !accept_key(l, KEY_FORMAT))
        return bad_syntax(l, "a snapshot of modelgen");
    skip_space(l);

    long format = strtol(l->at, &end, 10);

    if (format > SNAPSHOT_FORMAT) {
        diag_error(l->diags, MG204, here(l),
                   "this snapshot has format %ld, and this modelgen knows %d", format,
                   SNAPSHOT_FORMAT);
        diag_hint(l->diags, "It was written by a newer modelgen. Use that one.");
        return false;
    }
    if (end == l->at || format < 1)
        return bad_syntax(l, "the format of a snapshot");
    l->at = end;
    if (!accept(l, ',') || !accept_key(l, KEY_OBJECTS) || !accept(l, '['))
        return bad_syntax(l, "the start of \"" KEY_OBJECTS "\"");
    return true;
}

static bool load_tail(struct loader *l)
{
    if (!accept(l, ']') || !accept(l, '}'))
        return bad_syntax(l, "the end of \"" KEY_OBJECTS "\"");
    skip_space(l);
    return l->at == l->end || bad_syntax(l, "the end of the snapshot");
}

/* --- One object --------------------------------------------------------------------------- */

static bool wrong_type(struct loader *l, struct loc loc, const char *key, const char *wanted)
{
    diag_error(l->diags, MG205, loc, "\"%s\" is not %s", key, wanted);
    return false;
}

static bool set_field(struct loader *l, struct object *o, const struct field *f,
                      const struct member *m)
{
    void *member = (char *)o + f->offset;

    switch (f->type) {
    case FIELD_TEXT:
        if (m->type != MEMBER_TEXT)
            return wrong_type(l, o->loc, f->name, "a string");
        *(const char **)member = m->text;
        return true;
    case FIELD_BOOL:
        if (m->type != MEMBER_BOOL)
            return wrong_type(l, o->loc, f->name, "true or false");
        *(bool *)member = m->on;
        return true;
    case FIELD_LIST:
        if (m->type != MEMBER_LIST)
            return wrong_type(l, o->loc, f->name, "a list of strings");
        *(struct strings *)member = m->list;
        return true;
    }
    BUG("field \"%s\" has no type", f->name);
}

/* Where the object is, and its comment; NULL if the key is not one of these. */
static const char **common_member(struct object *o, const char *key)
{
    if (strcmp(key, KEY_COMMENT) == 0)
        return &o->comment;
    if (strcmp(key, KEY_OWNER) == 0 && kind_has_owner(o->kind))
        return &o->owner;
    if (strcmp(key, KEY_SCHEMA) == 0)
        return &o->schema;
    return o->kind->in_table && strcmp(key, KEY_TABLE) == 0 ? &o->table : NULL;
}

/* The parts of a table follow each other and share its name. */
static const char *take_table(struct loader *l, const char *name)
{
    if (!l->table || strcmp(l->table, name) != 0)
        l->table = name;
    return l->table;
}

static bool set_member(struct loader *l, struct object *o, const struct member *m)
{
    const char **common = common_member(o, m->key);
    const struct field *f = common ? NULL : kind_field(o->kind, m->key);

    if (common && m->type != MEMBER_TEXT)
        return wrong_type(l, o->loc, m->key, "a string");
    if (common) {
        *common = common == &o->table ? take_table(l, m->text) : m->text;
        return true;
    }
    if (f)
        return set_field(l, o, f, m);
    diag_error(l->diags, MG205, o->loc, "a %s has no field called \"%s\"", o->kind->title, m->key);
    diag_hint(l->diags, "If a newer modelgen wrote the snapshot, use that one.");
    return false;
}

static struct object *make_object(struct loader *l, struct loc loc)
{
    const struct member *first = &l->members.items[0];
    /* Mostly it is of the kind of the one before. */
    const struct kind *kind =
        l->kind && strcmp(l->kind->name, first->key) == 0 ? l->kind : kind_by_name(first->key);
    bool good = true;

    l->kind = kind;
    if (!kind) {
        diag_error(l->diags, MG205, loc, "no kind of object is called \"%s\"", first->key);
        diag_hint(l->diags, "If a newer modelgen wrote the snapshot, use that one.");
        return NULL;
    }
    if (first->type != MEMBER_TEXT || !*first->text) {
        wrong_type(l, loc, first->key, "a name");
        return NULL;
    }

    struct object *o = object_new(l->arena, kind);

    o->name = first->text;
    o->loc = loc;
    for (size_t i = 1; i < l->members.n; i++)
        good &= set_member(l, o, &l->members.items[i]);
    if (good && kind->in_table && !*o->table) {
        diag_error(l->diags, MG205, loc, "this %s has no \"" KEY_TABLE "\"", kind->title);
        good = false;
    }
    return good ? o : NULL;
}

static void add_object(struct loader *l, struct object *o)
{
    const struct object *other = schema_add(l->schema, o);

    if (!other) {
        o->position = o->kind->ordered ? ++l->position : 0; /* the order of their lines */
        return;
    }
    diag_error(l->diags, MG206, o->loc, "%s is here twice", object_label(l->arena, o));
    diag_note(l->diags, other->loc, "the other one is here");
    diag_hint(l->diags, "Keep the line that the migrations amount to.");
}

static bool bad_json(struct loader *l, const json_error_t *error)
{
    struct loc loc = here(l);
    bool first_line = error->line <= 1;

    loc.line += error->line > 1 ? (unsigned)error->line - 1 : 0;
    loc.column =
        (first_line ? loc.column - 1 : 0) + (error->column > 0 ? (unsigned)error->column : 1);
    diag_error(l->diags, MG203, loc, "%s", error->text);
    diag_hint(l->diags, "Take the file back from version control: git checkout %s", l->path);
    return false;
}

/* False when reading cannot go on. *last is set by the empty object that ends the list. */
static bool load_object(struct loader *l, bool *last)
{
    json_error_t error;

    skip_space(l);
    if (l->at == l->end || *l->at != '{')
        return bad_syntax(l, "an object");

    struct loc loc = here(l);
    char *end = members_read(l->arena, l->at, l->end, &l->members, &error);

    if (!end)
        return bad_json(l, &error);
    if (l->members.n) {
        struct object *o = make_object(l, loc);

        if (o)
            add_object(l, o);
    } else {
        *last = true;
    }
    l->at = end;
    return true;
}

static bool load_objects(struct loader *l)
{
    bool last = false;

    while (!last) {
        if (!load_object(l, &last))
            return false;
        if (!last && !accept(l, ','))
            return bad_syntax(l, "a comma");
    }
    return true;
}

/* --- The whole ---------------------------------------------------------------------------- */

static void check_parts(struct loader *l)
{
    for (size_t i = 0; i < schema_count(l->schema); i++) {
        const struct object *o = schema_at(l->schema, i);

        if (o->kind->in_table && !schema_relation(l->schema, o->schema, o->table))
            diag_error(l->diags, MG205, o->loc, "%s is part of a table that is not in the snapshot",
                       object_label(l->arena, o));
    }
}

const struct schema *snapshot_load(struct arena *arena, const char *path, struct diags *diags)
{
    struct loader l = {.arena = arena, .diags = diags, .path = path, .line = 1};
    int errors = diags_errors(diags);
    size_t n;

    l.schema = schema_new(arena);
    if (file_exists(path)) {
        l.counted = l.line_start = l.at = file_read(arena, path, &n, diags);
        if (!l.at)
            return NULL;
        l.end = l.at + n;
        if (has_conflict(path, l.at, n, diags) || !load_head(&l) || !load_objects(&l) ||
            !load_tail(&l))
            return NULL;
    }
    schema_finish(l.schema);
    check_parts(&l);
    return diags_errors(diags) == errors ? l.schema : NULL;
}
