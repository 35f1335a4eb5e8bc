/*
 * add_sections_themes
 *
 * Revision:  007  33d707e2092a
 * Revises:   006  f9857c699776
 * Created:   2026-11-23 05:56:28 UTC
 */
#include <modelgen/migration.h>

static void upgrade(migration *m)
{
    create_enum(m, "theme_kind", "text", "video", "quiz");

    create_table(m, "sections",
        COLUMN("id",           "bigint",       NOT_NULL, IDENTITY),
        COLUMN("course_id",    "bigint",       NOT_NULL),
        COLUMN("position",     "integer",      NOT_NULL),
        COLUMN("title",        "varchar(200)", NOT_NULL),
        COLUMN("description",  "text",         NOT_NULL, DEFAULT("''")),
        COLUMN("from_lessons", "boolean",      NOT_NULL, DEFAULT("false"),
               COMMENT("made out of a chapter of the former lessons")),
        COLUMN("created_at",   "timestamptz",  NOT_NULL, DEFAULT("now()")),
        COLUMN("updated_at",   "timestamptz",  NOT_NULL, DEFAULT("now()")),
        PRIMARY_KEY("id"),
        UNIQUE("course_id", "title"),
        CHECK("position > 0"),
        FOREIGN_KEY("course_id", REFERENCES("courses", "id"), ON_DELETE(CASCADE)),
        OPTIONS(COMMENT("The parts of a course.")));
    create_index(m, "idx_sections_course_id_position", ON("sections", "course_id", "\"position\""));
    create_trigger(m, "sections", "sections_set_updated_at", BEFORE("UPDATE"), FOR_EACH_ROW,
        EXECUTE("set_updated_at()"));

    create_table(m, "themes",
        COLUMN("id",           "bigint",       NOT_NULL, IDENTITY),
        COLUMN("section_id",   "bigint",       NOT_NULL),
        COLUMN("lesson_id",    "bigint",       COMMENT("the former lesson that it was")),
        COLUMN("position",     "integer",      NOT_NULL),
        COLUMN("kind",         "theme_kind",   NOT_NULL, DEFAULT("'text'")),
        COLUMN("title",        "varchar(200)", NOT_NULL),
        COLUMN("content",      "text",         NOT_NULL, DEFAULT("''")),
        COLUMN("video_url",    "text"),
        COLUMN("questions",    "jsonb",        COMMENT("of a quiz")),
        COLUMN("minutes",      "smallint",     COMMENT("how long it takes, about")),
        COLUMN("is_published", "boolean",      NOT_NULL, DEFAULT("false")),
        COLUMN("created_at",   "timestamptz",  NOT_NULL, DEFAULT("now()")),
        COLUMN("updated_at",   "timestamptz",  NOT_NULL, DEFAULT("now()")),
        PRIMARY_KEY("id"),
        UNIQUE("lesson_id"),
        CHECK("minutes > 0"),
        CHECK("position > 0"),
        CHECK("kind <> 'video' OR video_url IS NOT NULL", NAME("themes_video_has_address")),
        FOREIGN_KEY("section_id", REFERENCES("sections", "id"), ON_DELETE(CASCADE)),
        OPTIONS(COMMENT("What a section teaches, step by step.")));
    create_index(m, "idx_themes_questions", ON("themes", "questions jsonb_path_ops"), METHOD("gin"),
        WHERE("kind = 'quiz'"));
    create_index(m, "idx_themes_section_id_position", ON("themes", "section_id", "\"position\""));
    create_trigger(m, "themes", "themes_set_updated_at", BEFORE("UPDATE"), FOR_EACH_ROW,
        EXECUTE("set_updated_at()"));

    create_table(m, "theme_progress",
        COLUMN("user_id",      "bigint",      NOT_NULL),
        COLUMN("theme_id",     "bigint",      NOT_NULL),
        COLUMN("completed_at", "timestamptz", NOT_NULL, DEFAULT("now()")),
        PRIMARY_KEY("user_id", "theme_id"),
        FOREIGN_KEY("theme_id", REFERENCES("themes", "id"), ON_DELETE(CASCADE)),
        FOREIGN_KEY("user_id", REFERENCES("users", "id"), ON_DELETE(CASCADE)),
        OPTIONS(COMMENT("Who has done which theme.")));
    create_index(m, "idx_theme_progress_theme_id", ON("theme_progress", "theme_id"));
}

static void downgrade(migration *m)
{
    drop_table(m, "theme_progress");
    drop_table(m, "themes");
    drop_table(m, "sections");
    drop_type(m, "theme_kind");
}

MIGRATION(.number = 7, .revision = "33d707e2092a", .down_revision = "f9857c699776", .name = "add_sections_themes");
