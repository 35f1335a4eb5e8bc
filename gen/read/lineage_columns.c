/* Columns that tables have from their parents, and what can only be said when all is read. */
#include <string.h>

#include "kinds/lineage.h"
#include "read/reading.h"

/* --- Columns ------------------------------------------------------------------------------ */

static const struct member *parents_member(const struct table_decl *t, const char *column)
{
    for (size_t i = 0; i < t->parents.n; i++) {
        const struct table_decl *parent = t->parents.items[i].table;

        for (size_t k = 0; parent && k < parent->members.n; k++) {
            const struct member *member = &parent->members.items[k];

            if (member->column && strcmp(member->column->o.name, column) == 0)
                return member;
        }
    }
    return NULL;
}

static bool says(const struct member *member, enum word_id id)
{
    return words_find(&member->words, id) != NULL;
}

static void report_no_parent(struct reading *r, const struct table_decl *t,
                             const struct member *member, const struct column *c)
{
    static const enum word_id ids[] = {WORD_INHERITED, WORD_NO_DEFAULT, WORD_NULLABLE};

    for (size_t i = 0; i < 3; i++) {
        const struct word *word = words_find(&member->words, ids[i]);

        if (!word)
            continue;
        diag_error(r->diags, MG150, loc_of_word(r, word), "no parent of table \"%s\" has \"%s\"",
                   t->relation->name, c->o.name);
        return;
    }
    if (is_partition(t))
        diag_error(r->diags, MG150, member->loc,
                   "a partition has the columns of its parent, and \"%s\" is none of them",
                   c->o.name);
}

static void take_values(struct reading *r, const struct member *member, const struct column *from,
                        struct column *c)
{
    bool generated = says(member, WORD_GENERATED);

    c->not_null |= from->not_null && !says(member, WORD_NULLABLE);
    if (!c->default_ && !c->identity && !generated && !says(member, WORD_NO_DEFAULT))
        c->default_ = lineage_default(r->arena, from);
    if (!generated && !c->default_) {
        c->generated = from->generated;
        c->virtual_ = from->virtual_;
    }
    if (!says(member, WORD_COLLATE))
        c->collation = from->collation;
    if (!says(member, WORD_STORAGE))
        c->storage = from->storage;
    if (!says(member, WORD_COMPRESSION))
        c->compression = from->compression;
}

void inherit_column(struct reading *r, const struct table_decl *t, const struct member *member,
                    struct column *c)
{
    const struct member *parents = parents_member(t, c->o.name);

    c->inherited = is_partition(t) || says(member, WORD_INHERITED);
    if (!parents) {
        if (!t->parents.n || t->parents.items[0].table)
            report_no_parent(r, t, member, c);
        return;
    }
    if (strcmp(parents->column->type, c->type) != 0) {
        diag_error(r->diags, MG150, member->loc,
                   "column \"%s\" is of type %s, and its parent's of %s", c->o.name, c->type,
                   parents->column->type);
        diag_note(r->diags, parents->loc, "the parent's is here");
        return;
    }
    take_values(r, member, parents->column, c);
}

/* A column that is there without a member. */
static void add_inherited(struct reading *r, struct table_decl *t, const struct member *parents)
{
    struct member *member = vec_push(r->arena, &t->members);
    struct object *o = object_new(r->arena, &kind_column);
    struct column *c = (struct column *)o;

    *member = (struct member){
        .name = parents->name, .type = parents->type, .loc = t->relation->loc, .implied = true};
    o->schema = t->relation->schema;
    o->table = t->relation->name;
    o->name = parents->column->o.name;
    o->loc = t->relation->loc;
    c->type = parents->column->type;
    c->inherited = true;
    take_values(r, member, parents->column, c);
    member->column = c;
    r->errors = diags_errors(r->diags);
    if (!t->twin)
        declare(r, o, NULL, member)->table = t;
}

static struct column *own_column(const struct table_decl *t, const char *name)
{
    for (size_t i = 0; i < t->members.n; i++)
        if (t->members.items[i].column && strcmp(t->members.items[i].column->o.name, name) == 0)
            return t->members.items[i].column;
    return NULL;
}

void inherit_missing(struct reading *r, struct table_decl *t)
{
    bool ordered = is_partition(t) && t->word->id != WORD_PARTITION;
    int position = 0;

    for (size_t i = 0; i < t->parents.n; i++) {
        const struct table_decl *parent = t->parents.items[i].table;

        for (size_t k = 0; parent && k < parent->members.n; k++) {
            const struct member *member = &parent->members.items[k];

            if (!member->column)
                continue;
            if (!own_column(t, member->column->o.name) && ordered)
                diag_error(r->diags, MG150, t->relation->loc,
                           "partition \"%s\" has no column \"%s\", as its parent does", t->tag,
                           member->column->o.name);
            else if (!own_column(t, member->column->o.name))
                add_inherited(r, t, member);
        }
    }
    if (ordered)
        return;
    for (size_t i = 0; i < t->members.n; i++)
        if (t->members.items[i].column)
            t->members.items[i].column->o.position += 2000;
    for (size_t i = 0; i < t->parents.n; i++) {
        const struct table_decl *parent = t->parents.items[i].table;

        for (size_t k = 0; parent && k < parent->members.n; k++) {
            const struct column *c = parent->members.items[k].column;
            struct column *own = c ? own_column(t, c->o.name) : NULL;

            if (own && own->o.position >= 2000)
                own->o.position = ++position;
        }
    }
}

/* --- What comes last ---------------------------------------------------------------------- */

/* Keys that are said below a struct made more columns NOT NULL. */
static void inherit_not_null(struct table_decl *t)
{
    if (t->columns != COLUMNS_READ)
        return;
    t->columns = COLUMNS_OPEN;
    for (size_t i = 0; i < t->parents.n; i++)
        if (t->parents.items[i].table)
            inherit_not_null(t->parents.items[i].table);
    for (size_t i = 0; t->parents.n && i < t->members.n; i++) {
        struct column *c = t->members.items[i].column;
        const struct member *parents = c ? parents_member(t, c->o.name) : NULL;

        if (parents && parents->column->not_null && !says(&t->members.items[i], WORD_NULLABLE))
            c->not_null = true;
    }
}

static void mark(struct reading *r, const struct table_decl *t, const struct word *word,
                 const char *name_of_mark)
{
    const char *name = word ? argument_name(r, word, "index") : NULL;

    for (size_t k = 0; name && k < kind_count; k++) {
        const struct field *f = kinds[k]->in_table ? kind_field(kinds[k], name_of_mark) : NULL;
        const struct object *o =
            f ? schema_find(r->schema, kinds[k], t->relation->schema, t->relation->name, name)
              : NULL;

        if (!o)
            continue;
        *(bool *)((char *)o + f->offset) = true;
        return;
    }
    if (name)
        diag_error(r->diags, MG150, loc_of_argument(r, word, slice_trim(word->arguments)),
                   "table \"%s\" has no index or key called \"%s\"", t->relation->name, name);
}

void read_lineage_end(struct reading *r)
{
    for (size_t i = 0; i < r->tables.n; i++) {
        struct table_decl *t = r->tables.items[i];

        inherit_not_null(t);
        mark(r, t, t->cluster_on, "clustered");
        mark(r, t, t->replica_identity, "replica_identity");
    }
}
