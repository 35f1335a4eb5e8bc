/*
 * change
 *
 * Revision:  002  86b6b5afb0f9
 * Revises:   001  86c300bd0a4c
 * Created:   2026-03-01 10:00:00 UTC
 */
#include <modelgen/migration.h>

static void upgrade(migration *m)
{
    rename_column(m, "animals", "name", "title");
    rename_column(m, "strays", "name", "title");
    rename_index(m, "idx_dogs_name", "idx_dogs_title");
    drop_inheritance(m, "trees", "plants");
    drop_constraint(m, "strays", "animals_legs_check");
    loss(m, "the values of column \"strays.note\"");
    drop_column(m, "strays", "note");
    drop_constraint(m, "dogs", "dogs_legs_check");
    drop_constraint(m, "animals", "animals_legs_check");
    loss(m, "the values of column \"animals.note\"");
    drop_column(m, "animals", "note");
    alter_column(m, "animals", "legs", TYPE("bigint"), DEFAULT("2"));
    alter_column(m, "dogs", "legs", DEFAULT("3"));
    add_column(m, "animals", COLUMN("tail", "text"));
    alter_column(m, "dogs", "tail", DEFAULT("'long'"));
    add_constraint(m, "animals", CHECK("legs >= 0", NAME("animals_legs_check")));
    alter_table(m, "dogs", WITH("fillfactor=90"));
    comment(m, ON_COLUMN("dogs", "title"), "what it answers to");
    alter_column(m, "dogs", "barks", NOT_NULL, DEFAULT("true"));
    add_constraint(m, "dogs", CHECK("legs < 6"));
    add_column(m, "owned", COLUMN("since", "text"));
    alter_column(m, "strays", "legs", TYPE("bigint"));
    add_column(m, "strays", COLUMN("tail", "text"));
    add_constraint(m, "strays", CHECK("legs >= 0", NAME("animals_legs_check")));
    add_inheritance(m, "strays", "animals");
}

static void downgrade(migration *m)
{
    rename_column(m, "animals", "title", "name");
    rename_index(m, "idx_dogs_title", "idx_dogs_name");
    drop_inheritance(m, "strays", "animals");
    drop_constraint(m, "strays", "animals_legs_check");
    drop_column(m, "strays", "tail");
    drop_constraint(m, "dogs", "dogs_legs_check");
    drop_column(m, "owned", "since");
    drop_constraint(m, "animals", "animals_legs_check");
    drop_column(m, "animals", "tail");
    alter_column(m, "animals", "legs", TYPE("integer"), DEFAULT("4"));
    alter_column(m, "dogs", "legs", DEFAULT("3"));
    add_column(m, "animals", COLUMN("note", "text"));
    add_constraint(m, "animals", CHECK("legs >= 0", NAME("animals_legs_check")));
    loss(m, "the place of column \"cats.note\": it comes back as the last one");
    alter_table(m, "dogs", RESET("fillfactor"));
    comment(m, ON_COLUMN("dogs", "name"), NO_COMMENT);
    loss(m, "the place of column \"dogs.note\": it comes back as the last one");
    alter_column(m, "dogs", "barks", NULLABLE, NO_DEFAULT);
    add_constraint(m, "dogs", CHECK("legs < 5"));
    alter_column(m, "strays", "legs", TYPE("integer"));
    add_column(m, "strays", COLUMN("note", "text"));
    add_constraint(m, "strays", CHECK("legs >= 0", NAME("animals_legs_check")));
    add_inheritance(m, "trees", "plants");
}

MIGRATION(.number = 2, .revision = "86b6b5afb0f9", .down_revision = "86c300bd0a4c", .name = "change");
