/*
 * A plan in the making: what the passes hand on to each other. Known to gen/plan alone; the order
 * of the passes is told above plan_make in plan.c.
 */
#ifndef MODELGEN_PLAN_PLANNING_H
#define MODELGEN_PLAN_PLANNING_H

#include "kinds/kinds.h"
#include "plan/answers.h"
#include "base/map.h"
#include "plan/plan.h"
#include "plan/scope.h"

/* --- Renames ------------------------------------------------------------------------------ */

/* An object that has another name (or schema) afterwards. */
struct rename {
    const struct object *from, *to; /* in before, in after; to may be an object only for its key */
    bool aside;                     /* only out of the way of another one; it will be dropped */
};

struct label_rename {
    const struct enum_type *from, *to;
    const char *from_label, *to_label;
};

struct sequence_rename {
    const char *from_schema, *schema, *from, *to;
    bool aside; /* only out of the way of another one */
};

struct renames {
    VEC(struct rename) objects;
    VEC(struct label_rename) labels;
    VEC(struct sequence_rename) sequences;
};

/*
 * What models (RENAMED_FROM) and answers (--rename) say. Mistakes are reported unless diags is
 * NULL, and are left out.
 */
void renames_resolve(struct arena *arena, const struct schema *before, const struct schema *after,
                     const struct answers *answers, struct diags *diags, struct renames *renames);

/* The same renames on the way back. */
struct renames renames_reverse(struct arena *arena, const struct renames *renames);

/*
 * A copy of a schema in which all is called what it is called afterwards, wherever it is mentioned.
 * originals maps the objects of the copy that are new to those that they were made from. Objects
 * whose name is taken are renamed aside: that is added to renames.
 */
const struct schema *renames_apply(struct arena *arena, const struct schema *before,
                                   const struct schema *after, struct renames *renames,
                                   struct map *originals);

/* Of the changes: what stands by itself, or is part of a table, and differs in its name alone. */
struct planning;
void renames_of_wholes(struct planning *p, struct renames *renames);
void renames_of_parts(struct planning *p, struct renames *renames);

/* --- Serial columns ----------------------------------------------------------------------- */

/* s with those taken apart whose sequence stands by itself in the other schema: serials.c. */
const struct schema *serials_apart(struct arena *arena, const struct schema *s,
                                   const struct schema *other);

/* --- Changes ------------------------------------------------------------------------------ */

enum action {
    ACTION_KEEP,
    ACTION_CREATE,
    ACTION_DROP,
    ACTION_ALTER,
    ACTION_REPLACE,
    ACTION_REBUILD, /* of a type that columns are of: the new one is made before the old one goes */
};

/* To release a column is to drop the default that uses what goes before the column is altered. */
/* NODE_LATE: what a kind says late (kind.late) is altered, or set of what was created. */
enum { NODE_RELEASE, NODE_DROP, NODE_ALTER, NODE_CREATE, NODE_LATE, NODE_KINDS };

struct node;

struct change {
    const struct object *before, *after; /* before: in the schema with renames applied */
    unsigned long long differences;
    enum action action;
    bool given_up; /* --drop: what it holds need not be there afterwards */
    bool own;      /* the model changed; not only something that this object depends on */
    const struct object *released; /* before, without its default or type; NULL: it keeps it */
    const struct object *bare;     /* after, without its default, which it gets later; or NULL */
    struct node *nodes[NODE_KINDS];
};

/* --- Needs ------------------------------------------------------------------------------- */

/*
 * What an object needs of the others: it cannot be without them; or what it does when it is called
 * mentions them, so that they had better be there before. Of two bodies that mention each other one
 * comes first.
 */
enum need_how {
    NEED_HARD,
    NEED_ORDER,   /* made after it and dropped before it, but it can change meanwhile */
    NEED_OF_SQL,  /* of a body in SQL, which PostgreSQL checks when the function is made */
    NEED_OF_BODY, /* of one in another language */
};

/* --- Order -------------------------------------------------------------------------------- */

/* What must come later; how: NEED_HARD, or why it had better. */
struct edge {
    struct node *to;
    enum need_how how;
    bool dropped; /* it closed a circle */
};

/* One thing to do. */
struct node {
    struct change *change;
    const struct object *object; /* change->after; of a drop change->before */
    int kind;                    /* NODE_DROP, ... */
    int group, order;            /* kind_order of what it is part of, and of its own kind */
    struct node *into;           /* done by this one (create_table takes in its columns); or NULL */
    VEC(struct edge) next;
    VEC(struct node *) taken; /* whose into this is */
    size_t rank;              /* of its table, among those that are touched */
    size_t waits;             /* for how many; while sorting */
    size_t step;              /* when it was looked at; while a circle is searched */
    bool placed;              /* in the order already; while sorting */
    unsigned mark;            /* a foreign key that closes a circle of tables */
    bool done;                /* its operations are made */
};

struct planning {
    struct arena *arena;
    const struct schema *before, *after; /* before: with the renames applied */
    const struct answers *answers;
    struct map *drops; /* lazily: the names that --drop says (answers.c) */
    struct diags *diags;
    bool downgrade;
    struct renames renames;
    struct map *originals; /* objects of before -> what they were before renames */

    VEC(struct change *) changes;
    struct map *change_of;         /* objects of before and after -> change */
    enum { UNKNOWN, NO, YES } far; /* whether texts of before may mention anything (propagate.c) */
    struct map *users;             /* lazily: object of before -> struct needs (propagate.c) */
    struct scope *scopes[2];       /* lazily: what names lead to in before, in after (needs.c) */
    struct map *types[2];          /* lazily: text of a type -> struct needs (needs.c) */
    struct map *texts[3];          /* lazily: text -> what it mentions (needs.c) */

    VEC(struct node *) nodes;
    VEC(struct node *) order;
    VEC(struct node *) circle; /* that no order resolves, the last that was found */
    bool unchecked;            /* bodies in SQL mention each other in a circle */
    struct making making;
};

/* The object as it was called before any rename: for messages. */
const struct object *planning_original(const struct planning *p, const struct object *o);

/* Whether answers say of a name that it is dropped. */
bool is_answered_drop(struct planning *p, const char *what);

/* The change of an object; NULL if it stays as it is. */
struct change *planning_change(const struct planning *p, const struct object *o);

/* The change of an object of before, made if there is none yet. */
struct change *planning_touch(struct planning *p, const struct object *before);

/* --- The passes --------------------------------------------------------------------------- */

void changes_find(struct planning *p); /* what differs, and how it is carried out */
void changes_reverse(struct planning *p, const struct planning *up); /* those of the way there */
void changes_of_enums(struct planning *p);  /* labels in place, or the type built anew */
void changes_propagate(struct planning *p); /* what depends on something that goes or changes */
void nodes_make(struct planning *p);        /* what is to be done */
struct node *node_add(struct planning *p, struct change *change, int kind);
/* The node whose operation does what this one is to do: itself, or what it was folded into. */
struct node *node_doer(struct node *node);
/* That one comes before the other; nothing if there is no such node. */
void node_before(struct planning *p, struct node *first, struct node *then, enum need_how how);
void nodes_fold(struct planning *p);    /* parts into their tables */
void nodes_connect(struct planning *p); /* what must come before what */
/*
 * distributed.c: whether the object is changed in a way that nothing which needs it outlives; the
 * change of a table that follows another one into its colocation group (NULL: it need not, or does
 * already); a foreign key of a table that is to be distributed, or to one; and what comes before
 * and after.
 */
void changes_check_distributed(struct planning *p); /* reports what Citus alters not */
bool change_unsettles(const struct change *change);
struct change *change_of_follower(struct planning *p, const struct change *leader,
                                  const struct object *o);
bool waits_for_distribution(const struct planning *p, const struct object *o);
void connect_distribution(struct planning *p, struct node *node);
/* order_parents.c: of a table that changes its parents. */
void connect_parents(struct planning *p, struct node *create);
bool is_merged_with(struct planning *p, const struct node *node, const struct change *x);
bool alters_under_parents(struct planning *p, const struct node *node, const struct change *x);
void nodes_sort(struct planning *p);   /* into order; reports circles */
bool nodes_unfold(struct planning *p); /* part of the circle out of its tables; false: none */
int compare_nodes(const struct node *a, const struct node *b); /* first where nothing forces it */
void rename_ops(struct planning *p);                           /* operations: first the renames, */
void rename_parts(struct planning *p); /* ... of what partitions have from their parents, */
void node_ops(struct planning *p);     /* then everything else */
void answers_check(struct planning *up, struct planning *down); /* reports what answers nothing */

/* Look-alikes that no answer tells apart; before has the known renames applied. */
struct questions questions_find(struct planning *p);

/* The operations of one node, unless they are made already. */
void node_make_ops(struct planning *p, struct node *node);

/* What is gone when an enum of these labels becomes the other one; NULL: nothing. */
const char *enum_loss(struct planning *p, const struct change *change);

/* The changes in words. */
void changes_describe(struct planning *p, struct strings *lines);

/* --- Dependencies ------------------------------------------------------------------------- */

struct need {
    const struct object *object;
    enum need_how how;
    bool all_columns; /* of a relation: SELECT * */
};

struct needs {
    struct need *items;
    size_t n, space;
};

/* What o, of s (p->before or p->after), needs; the same object may be there several times. */
void object_needs(struct planning *p, const struct schema *s, const struct object *o,
                  struct needs *needs);

/* users.c: who needs an object of before; whether texts of before may mention anything, anywhere.
 */
const struct needs *users_of(struct planning *p, const struct object *o);
bool has_far(struct planning *p);

/* True if the type of a column (or any text of ROLE_TYPE) leads to the object. */
bool type_leads_to(struct planning *p, const struct schema *s, const char *type,
                   const struct object *o);

/* True if ALTER COLUMN TYPE leaves o, which mentions the column, as valid as it was. */
bool survives_retyping(struct planning *p, const struct object *o, const struct change *column);

/* The same as object_needs, without what the fields that are said late refer to. */
void object_needs_at_first(struct planning *p, const struct schema *s, const struct object *o,
                           struct needs *needs);

/* late.c: whether the object says something late; the object without that. */
bool object_is_late(const struct object *o);
const struct object *object_without_late(struct arena *arena, const struct object *o);

/* late.c: the fields, as bits, that are said late; of a table that is there, its type, too. */
unsigned long long late_of(const struct change *change);

/*
 * attached.c: parts of partitions that go with what they are parts of, though they are wanted.
 * True: some did.
 */
bool changes_of_attached(struct planning *p);

/* typed.c: tables let go of their type (struct change: released) where that changes. */
void changes_of_typed(struct planning *p);
void connect_typed(struct planning *p, struct node *node);
const char *table_type(const struct object *o); /* NULL: it is none, or of none */
const struct object *table_without_type(struct arena *arena, const struct object *o);

/* What is owned goes away with its owner. */
void nodes_go_along(struct planning *p);

/*
 * Names that an object occupies, each with its namespace, as keys of a map; at most 4. Relations,
 * types, columns, constraints, triggers and functions each have a space of their own.
 */
enum { OBJECT_NAMES = 4 };
size_t object_names(struct arena *arena, const struct object *o, const char *names[OBJECT_NAMES]);

/* The table that a part belongs to; of a table itself: that. NULL if there is none. */
const struct object *object_table(const struct schema *s, const struct object *o);

#endif
