/*
 * The runner as a program. The build generates a source with the registry of a project's migrations
 * and this main():
 *
 *     int main(int argc, char **argv)
 *     {
 *         return mg_migrate_main(argc, argv, &registry);
 *     }
 */
#ifndef MODELGEN_MIGRATE_H
#define MODELGEN_MIGRATE_H

#include "migration.h"

/* One migration: what its file says of it, the file's name and the SHA-256 of its bytes, in hex. */
struct mg_registered {
    const mg_migration *migration;
    const char *file, *sha256;
};

struct mg_registry {
    const struct mg_registered *migrations; /* in any order; ended by one without migration */
};

/* Returns the exit status: 0 done, 1 migrations are pending (status), 2 usage, 3 failed. */
int mg_migrate_main(int argc, char **argv, const struct mg_registry *registry);

#endif
