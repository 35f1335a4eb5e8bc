/*
 * What a statement does to the tables that it is about: the locks that it takes, whether it
 * rewrites or reads them through, whether it loses what they hold or lets others see it. Read from
 * the statement's text, so that it holds for execute() as well, and from the catalog.
 *
 * The knowledge is in tables: impact_rules.c says what statements and actions of ALTER TABLE look
 * like, and what is known of them from their words alone; impact_catalog.c has a query for each
 * question that only the catalog answers (is this change of type a rewrite?). All of it was
 * measured (tests/server/impact.sh measures it again).
 */
#ifndef MODELGEN_RUNTIME_IMPACT_H
#define MODELGEN_RUNTIME_IMPACT_H

#include "../site/site.h"

/* PostgreSQL's table locks, weakest first. From SHARE on writes wait, at ACCESS_EXCLUSIVE reads. */
enum mg_lock_mode {
    MG_LOCK_NONE,
    MG_LOCK_ACCESS_SHARE,
    MG_LOCK_ROW_SHARE,
    MG_LOCK_ROW_EXCLUSIVE,
    MG_LOCK_SHARE_UPDATE_EXCLUSIVE,
    MG_LOCK_SHARE,
    MG_LOCK_SHARE_ROW_EXCLUSIVE,
    MG_LOCK_EXCLUSIVE,
    MG_LOCK_ACCESS_EXCLUSIVE,
};

/* "AccessExclusive", as pg_locks has it; "ACCESS EXCLUSIVE", as LOCK TABLE takes it. */
const char *mg_lock_name(enum mg_lock_mode mode);
const char *mg_lock_words(enum mg_lock_mode mode);

enum mg_effect {
    MG_EFFECT_REWRITES = 1, /* the table is written anew, with all its indexes */
    MG_EFFECT_BUILDS = 2,   /* indexes are built, or built anew */
    MG_EFFECT_SCANS = 4,    /* its rows are read through */
    MG_EFFECT_LOSES = 8,    /* rows, or values of a column, are gone for good */
    MG_EFFECT_WIDENS = 16,  /* more may be seen or done by others */
    MG_EFFECT_STOPS = 32,   /* reads wait as well, whatever the lock: its indexes are locked */
    MG_EFFECT_HOLDS = 64,   /* rows, one after the other, are kept from others until the end */
};

/* What only the catalog knows. Each is a query in impact_catalog.c. */
enum mg_question {
    MG_ASK_NOTHING,
    MG_ASK_ADD_COLUMN,  /* part: its type; text: its default */
    MG_ASK_TYPE,        /* part: the column; text: the type; collation; plain: no real USING */
    MG_ASK_NOT_NULL,    /* part: the column */
    MG_ASK_PRIMARY_KEY, /* by USING INDEX; part: the index */
    MG_ASK_DROP_COLUMN, /* part: the column */
    MG_ASK_CONSTRAINT,  /* part: one that is dropped */
    MG_ASK_VALIDATE,    /* part: the constraint */
    MG_ASK_ENFORCE,     /* part: the foreign key */
    MG_ASK_INHERIT,     /* those below, which get a NOT NULL */
    MG_ASK_DROP_TABLE,
    MG_ASK_ATTACH,      /* part: the partition */
    MG_ASK_PARTITION,   /* of a new partition: the default one */
    MG_ASK_TYPE_USERS,  /* the tables that have columns of a type */
    MG_ASK_DOMAIN,      /* the same, of a domain: they are read */
    MG_ASK_SCHEMA,      /* the tables in it */
    MG_ASK_STORED,      /* part: a generated column; is it stored? */
    MG_ASK_FOREIGN_KEY, /* part: its name, if it has one: do the partitions have it already? */
};

/* A relation that a statement names. */
struct mg_touch {
    char *name;           /* as it stands there */
    enum mg_lock_mode on; /* the lock on it, and on its partitions and children */
    enum mg_lock_mode below;
    unsigned effects; /* enum mg_effect */
    enum mg_question question;
    char *part, *text, *collation; /* of the question; or NULL */
    bool plain;
};

struct mg_impact {
    struct mg_touch *items;
    size_t n, capacity;
};

/* What the text says. False if memory runs out. Freed by mg_impact_free, whatever comes back. */
bool mg_impact_read(const char *statement, struct mg_impact *impact);
void mg_impact_free(struct mg_impact *impact);

/* Takes item i of another one over, which has none of it any more. False if memory runs out. */
bool mg_impact_move(struct mg_impact *impact, struct mg_impact *from, size_t i);

/* --- In a database -------------------------------------------------------------------------- */

/* A table that is there, and what a statement does to it. */
struct mg_affected {
    char *oid, *name;
    enum mg_lock_mode lock;
    unsigned effects;
    double bytes, rows; /* with its indexes; as the planner estimates them, -1: it does not know */
    bool empty;
    char kind; /* pg_class.relkind */
};

struct mg_affecteds {
    struct mg_affected *items;
    size_t n, capacity;
};

/* The statements of the migration that come before: what they do is not in the catalog yet. */
struct mg_past {
    const struct mg_recorded *steps;
    size_t n;
};

/*
 * The tables that exist, with what the statement does to them; without idle_too, the catalog is not
 * asked about what is empty. False with an error if the server or memory fails; freed by
 * mg_affected_free, whatever comes back.
 */
bool mg_impact_look(struct mg_site *site, const struct mg_impact *impact, struct mg_past past,
                    bool idle_too, struct mg_affecteds *affected, struct mg_error *error);
void mg_affected_free(struct mg_affecteds *affected);

#endif
