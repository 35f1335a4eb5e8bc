/*
 * Parents of tables: INHERITS(...) and PARTITION_OF(...) in TABLE, and PARTITION(name, parent,
 * ...), which has no members of its own. What that means for columns: lineage_columns.c.
 */
#include <string.h>

#include "kinds/table.h"
#include "model/sql.h"
#include "read/reading.h"

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
        diag_error(r->diags, MG112, loc_of_word(r, word), "%s takes %s", word_kinds[word->id].name,
                   names.n ? "one table" : "a table");
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
    link->parent =
        qualified_name(r->arena, parent->table->relation->schema, parent->table->relation->name);
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
