/*
 * PostgreSQL's parse tree of a text, as libpg_query gives it (JSON), in the arena: to be walked,
 * not to be understood as a whole. Only what gen/model/sql*.c need of it.
 */
#ifndef MODELGEN_MODEL_SQL_TREE_H
#define MODELGEN_MODEL_SQL_TREE_H

#include "base/arena.h"

enum sql_node_kind { SQL_NODE_OBJECT, SQL_NODE_LIST, SQL_NODE_TEXT, SQL_NODE_OTHER };

struct sql_node {
    enum sql_node_kind kind;
    const char *key;        /* under which an object has it; NULL in a list */
    const char *text;       /* of a text; of a number as it is written */
    struct sql_node *first; /* members, items */
    struct sql_node *next;  /* behind this one in what both are in */
};

/* NULL if the text does not parse. */
const struct sql_node *sql_tree(struct arena *a, const char *text);

/* The member of that key; NULL if there is none, or node is NULL. */
const struct sql_node *sql_node_member(const struct sql_node *node, const char *key);
const char *sql_node_text(const struct sql_node *node, const char *key);

/* The texts of a list of names: {"String": {"sval": ...}}. */
struct strings sql_node_names(struct arena *a, const struct sql_node *list);

#endif
