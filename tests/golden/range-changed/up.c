/*
 * change
 *
 * Revision:  002  1bd3e2b4b4a0
 * Revises:   001  cb9d5b1736b0
 * Created:   2026-03-01 10:00:00 UTC
 */
#include <modelgen/migration.h>

static void upgrade(migration *m)
{
    create_schema(m, "spans");

    rename_range(m, "old_range", "spans.new_range",
        MULTIRANGES("old_multirange", "spans.new_multirange"));

    drop_type(m, "gone_range");

    rename_range(m, "floats", "floats_old",
        MULTIRANGES("floats_multirange", "floats_old_multirange"));
    create_range(m, "floats", SUBTYPE("double precision"), COMMENT("of doubles only"));

    rename_range(m, "letters", "letters_old");
    create_range(m, "letters", SUBTYPE("text"), COLLATE("POSIX"), MULTIRANGE("many_letters"));
    create_range(m, "times", SUBTYPE("time"), OPCLASS("time_ops"));
    alter_column(m, "spans", "a", TYPE("floats"), USING("a::text::floats"));
    alter_column(m, "spans", "b", TYPE("floats_multirange"), USING("b::text::floats_multirange"));
    drop_type(m, "floats_old");
    alter_column(m, "spans", "c", TYPE("letters"), USING("c::text::letters"));
    drop_type(m, "letters_old");
}

static void downgrade(migration *m)
{
    rename_range(m, "spans.new_range", "old_range",
        MULTIRANGES("spans.new_multirange", "old_multirange"));

    drop_type(m, "times");
    drop_schema(m, "spans");

    rename_range(m, "floats", "floats_old",
        MULTIRANGES("floats_multirange", "floats_old_multirange"));
    create_range(m, "floats", SUBTYPE("double precision"), SUBTYPE_DIFF("float8mi"),
        COMMENT("of doubles"));

    create_range(m, "gone_range", SUBTYPE("time"));
    rename_range(m, "letters", "letters_old");
    create_range(m, "letters", SUBTYPE("text"), COLLATE("C"), MULTIRANGE("texts"));
    alter_column(m, "spans", "a", TYPE("floats"), USING("a::text::floats"));
    alter_column(m, "spans", "b", TYPE("floats_multirange"), USING("b::text::floats_multirange"));
    drop_type(m, "floats_old");
    alter_column(m, "spans", "c", TYPE("letters"), USING("c::text::letters"));
    drop_type(m, "letters_old");
}

MIGRATION(.number = 2, .revision = "1bd3e2b4b4a0", .down_revision = "cb9d5b1736b0", .name = "change");
