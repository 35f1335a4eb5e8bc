/*
 * change
 *
 * Revision:  002  f5349dc816dc
 * Revises:   001  29bcbe08ea87
 * Created:   2026-03-01 10:00:00 UTC
 */
#include <modelgen/migration.h>

static void upgrade(migration *m)
{
    loss(m, "value \"bored\" of enum \"mood\": it becomes \"sad\"");
    rename_type(m, "mood", "mood_old");
    create_enum(m, "mood", "sad", "glad");
    rename_type(m, "tone", "tone_old");
    create_enum(m, "tone", "warm", "cold");
    rename_domain(m, "known_mood", "known_mood_old");
    create_domain(m, "known_mood", "mood", DEFAULT("'glad'"),
        CONSTRAINTS(CHECK("VALUE IS NOT NULL", NAME("known_mood_check"))));

    rename_domain(m, "some_tone", "some_tone_old");
    create_domain(m, "some_tone", "tone", DEFAULT("'cold'"));
    rename_type(m, "state", "state_old");
    create_composite(m, "state",
        ATTRIBUTE("mood", "mood"),
        ATTRIBUTE("tone", "some_tone"));

    alter_column(m, "people", "now", TYPE("known_mood"),
        USING("(CASE now::text WHEN 'bored' THEN 'sad' ELSE now::text END)::known_mood"),
        DEFAULT("'glad'"));
    alter_column(m, "people", "past", TYPE("known_mood[]"),
        USING("array_replace(past::text[], 'bored', 'sad')::known_mood[]"));

    drop_domain(m, "known_mood_old");
    alter_column(m, "people", "tone", TYPE("some_tone"), USING("tone::text::some_tone"));
    alter_column(m, "people", "state", TYPE("state"), USING("state::text::state"));
    drop_type(m, "state_old");
    drop_domain(m, "some_tone_old");
    drop_type(m, "mood_old");
    drop_type(m, "tone_old");
}

static void downgrade(migration *m)
{
    add_enum_value(m, "mood", "bored");
    loss(m, "value \"cold\" of enum \"tone\": rows that hold it stop this migration");
    rename_type(m, "tone", "tone_old");
    create_enum(m, "tone", "warm");
    rename_domain(m, "some_tone", "some_tone_old");
    create_domain(m, "some_tone", "tone");
    rename_type(m, "state", "state_old");
    create_composite(m, "state",
        ATTRIBUTE("mood", "mood"),
        ATTRIBUTE("tone", "some_tone"));

    alter_column(m, "people", "tone", TYPE("some_tone"), USING("tone::text::some_tone"));
    alter_column(m, "people", "state", TYPE("state"), USING("state::text::state"));
    drop_type(m, "state_old");
    drop_domain(m, "some_tone_old");
    drop_type(m, "tone_old");
}

MIGRATION(.number = 2, .revision = "f5349dc816dc", .down_revision = "29bcbe08ea87", .name = "change");
