/*
 * @name@
 *
 * Revision:  @revision@
 * Revises:   @revises@
 * Created:   @created@
 */
#include <modelgen/migration.h>

@upgrade_parts@static void upgrade(migration *m)
{
@upgrade@}

@downgrade_parts@static void downgrade(migration *m)
{
@downgrade@}

@migration@
