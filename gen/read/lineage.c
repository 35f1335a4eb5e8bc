/*
 * Parents of tables: INHERITS(...) and PARTITION_OF(...) in TABLE, and PARTITION(name, parent, ...),
 * which has no members of its own. What a child's member does not say, its column has from the
 * parents; columns that no member repeats are there all the same.
 */
#include <string.h>

#include "kinds/lineage.h"
#include "kinds/marks.h"
#include "kinds/table.h"
#include "model/sql.h"
#include "read/reading.h"

bool is_partition(const struct table_decl *t)
{
    return t->parents.n && t->parents.items[0].word->id != WORD_INHERITS;
}

/* --- What TABLE and PARTITION say --------------------------------------------------------- */

static const struct word *keep(struct reading *r, const struct word *word)
{
    struct word *copy = arena_new_of(r->arena, struct word);

    *copy = *word;
    return copy;
}

static void add_parent(struct reading *r, struct table_decl *t, const struct word *word,
                       struct slice name)
{
    *vec_push(r->arena, &t->parents) = (struct parent_decl){.word = word, .name = name};
}

void read_partition_arguments(struct reading *r, struct table_decl *t,
                              const struct slices *arguments)
{
    t->members.n = 0; /* `row` */
    if (arguments->n > 1)
        add_parent(r, t, t->word, arguments->items[1]);
}

static void read_parent_names(struct reading *r, struct table_decl *t, const struct word *word)
{
    struct slices names = split_arguments(r, word->arguments);

    if (t->parents.n) {
        diag_error(r->diags, MG111, loc_of_word(r, word),
                   "%s of a table that is a partition of another one", word_kinds[word->id].name);
        return;
    }
    if (names.n == 0 || (word->id == WORD_PARTITION_OF && names.n > 1)) {
        diag_error(r->diags, MG112, loc_of_word(r, word), "%s takes %s",
                   word_kinds[word->id].name, names.n ? "one table" : "a table");
        return;
    }
    for (size_t i = 0; i < names.n; i++)
        add_parent(r, t, word, names.items[i]);
}

static void read_partition_by(struct reading *r, struct table_decl *t, const struct word *word)
{
    struct slice s = slice_trim(word->arguments);

    t->table->partition_by = partition_by_canonical(r->arena, sql_text(r, s));
    t->partition_by = word;
    if (t->table->partition_by)
        return;
    diag_error(r->diags, MG112, loc_of_argument(r, word, s),
               "PARTITION_BY takes RANGE(...), LIST(...) or HASH(...) of columns");
    t->partition_by = NULL;
}

static void read_replica_identity(struct reading *r, struct table_decl *t, const struct word *word)
{
    const char *name = argument_name(r, word, "index");

    if (!name)
        return;
    if (strcmp(name, "FULL") == 0 || strcmp(name, "NOTHING") == 0)
        t->table->replica_identity = name;
    else if (strcmp(name, "DEFAULT") != 0)
        t->replica_identity = word;
}

/* Parents are declared before bounds are looked at. */
static void read_bound(struct reading *r, struct table_decl *t, const struct word *word)
{
    struct parent_decl *parent = is_partition(t) ? &t->parents.items[0] : NULL;

    if (!parent)
        diag_error(r->diags, MG109, loc_of_word(r, word), "%s of a table that is no partition",
                   word_kinds[word->id].name);
    else if (parent->bound)
        diag_error(r->diags, MG111, loc_of_word(r, word), "%s contradicts %s",
                   word_kinds[word->id].name, word_kinds[parent->bound->id].name);
    else
        parent->bound = word;
}

struct words read_parent_options(struct reading *r, struct table_decl *t,
                                 const struct words *options)
{
    struct words others = {0};

    for (size_t i = 0; i < options->n; i++) {
        const struct word *word = keep(r, &options->items[i]);

        if (word->id == WORD_INHERITS || word->id == WORD_PARTITION_OF)
            read_parent_names(r, t, word);
        else if (word->id == WORD_PARTITION_BY)
            read_partition_by(r, t, word);
        else if (word->id == WORD_REPLICA_IDENTITY)
            read_replica_identity(r, t, word);
        else if (word->id == WORD_CLUSTER_ON)
            t->cluster_on = word;
        else if (word->id != WORD_FOR_VALUES && word->id != WORD_DEFAULT_PARTITION)
            words_add(r, &others, word);
    }
    for (size_t i = 0; i < options->n; i++)
        if (options->items[i].id == WORD_FOR_VALUES ||
            options->items[i].id == WORD_DEFAULT_PARTITION)
            read_bound(r, t, keep(r, &options->items[i]));
    return others;
}

/* --- Which tables they are ---------------------------------------------------------------- */

static const char *bound_text(struct reading *r, const struct word *word)
{
    static const char before[] = "CREATE TABLE t PARTITION OF p FOR VALUES ";
    struct slice s = slice_trim(word->arguments);
    const char *text, *error;
    size_t position = 0;

    if (word->id == WORD_DEFAULT_PARTITION)
        return "DEFAULT";
    text = sql_text(r, s);
    error = sql_error(r->arena, SQL_STATEMENTS, arena_printf(r->arena, "%s%s", before, text),
                      &position);
    if (!error)
        return arena_printf(r->arena, "FOR VALUES %s", sql_tidy(r->arena, text));
    position = position < sizeof before - 1 ? 0 : position - (sizeof before - 1);
    diag_error(r->diags, MG119, loc_in_sql(r, word, s, position), "FOR_VALUES is not SQL: %s",
               error);
    diag_hint(r->diags, "It takes FROM (...) TO (...), IN (...) or WITH (MODULUS n, REMAINDER m).");
    return NULL;
}

static bool has_ancestor(const struct table_decl *t, const struct table_decl *ancestor)
{
    for (size_t i = 0; i < t->parents.n; i++) {
        const struct table_decl *parent = t->parents.items[i].table;

        if (parent && (parent == ancestor || has_ancestor(parent, ancestor)))
            return true;
    }
    return false;
}

static bool suits(struct reading *r, const struct table_decl *t, const struct parent_decl *parent)
{
    struct loc loc = loc_of_argument(r, parent->word, parent->name);
    const char *label = object_label(r->arena, parent->table->relation);
    bool partitioned = parent->table->table->partition_by || parent->table->partition_by;

    if (parent->table == t || has_ancestor(parent->table, t)) {
        diag_error(r->diags, MG150, loc, "%s would be a parent of itself",
                   object_label(r->arena, t->relation));
    } else if (is_partition(t) && !partitioned) {
        diag_error(r->diags, MG150, loc, "%s is not partitioned", label);
        diag_note(r->diags, parent->table->relation->loc, "%s is declared here", label);
        diag_hint(r->diags, "Say by what: PARTITION_BY(RANGE(...)).");
    } else if (!is_partition(t) && (partitioned || is_partition(parent->table))) {
        diag_error(r->diags, MG150, loc, "%s is %s, and nothing inherits from it", label,
                   partitioned ? "partitioned" : "a partition");
        diag_hint(r->diags, "A partition says PARTITION_OF(%s), FOR_VALUES(...).",
                  parent->table->tag);
    } else {
        return true;
    }
    return false;
}

static void add_link(struct reading *r, struct table_decl *t, struct parent_decl *parent,
                     int position)
{
    struct object *o = object_new(r->arena, &kind_inheritance);
    struct inheritance *link = (struct inheritance *)o;

    r->errors = diags_errors(r->diags);
    if (is_partition(t) && !parent->bound)
        diag_error(r->diags, MG150, loc_of_word(r, parent->word),
                   "partition \"%s\" needs FOR_VALUES(...) or DEFAULT_PARTITION", t->tag);
    else if (parent->bound)
        link->bound = bound_text(r, parent->bound);
    link->parent = qualified_name(r->arena, parent->table->relation->schema,
                                  parent->table->relation->name);
    o->schema = t->relation->schema;
    o->table = t->relation->name;
    o->name = link->parent;
    o->position = position;
    parent->link = link;
    if (!t->twin)
        declare(r, o, parent->word, NULL)->table = t;
}

void read_parents(struct reading *r)
{
    for (size_t i = 0; i < r->tables.n; i++) {
        struct table_decl *t = r->tables.items[i];

        for (size_t k = 0; k < t->parents.n; k++) {
            struct parent_decl *parent = &t->parents.items[k];

            parent->table = find_table(r, parent->word, parent->name);
            if (parent->table && suits(r, t, parent))
                add_link(r, t, parent, (int)k + 1);
            else
                parent->table = NULL;
        }
    }
}

/* --- Columns ------------------------------------------------------------------------------ */

const struct member *parents_member(const struct table_decl *t, const char *column)
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
        diag_error(r->diags, MG150, member->loc, "column \"%s\" is of type %s, and its parent's of %s",
                   c->o.name, c->type, parents->column->type);
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

    *member = (struct member){.name = parents->name, .type = parents->type, .loc = t->relation->loc,
                               .implied = true};
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

/* The columns of parents come first, but for a partition whose struct has an order of its own. */
static void add_missing(struct reading *r, struct table_decl *t)
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

void read_columns_in_order(struct reading *r, struct table_decl *t)
{
    if (t->columns != COLUMNS_UNREAD)
        return;
    t->columns = COLUMNS_OPEN;
    for (size_t i = 0; i < t->parents.n; i++)
        if (t->parents.items[i].table)
            read_columns_in_order(r, t->parents.items[i].table);
    read_columns(r, t);
    if (t->parents.n)
        add_missing(r, t);
    if (t->partition_by)
        check_mentions(r, t, NULL, t->partition_by, t->partition_by->arguments, USE_ELEMENT);
    t->columns = COLUMNS_READ;
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
