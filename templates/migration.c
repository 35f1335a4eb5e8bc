/*
 * @name@
 *
 * Revision:  @revision@
 * Revises:   @revises@
 * Created:   @created@
 */
#include <modelgen/migration.h>

static void upgrade(migration *m)
{
@upgrade@}

static void downgrade(migration *m)
{
@downgrade@}

@migration@
