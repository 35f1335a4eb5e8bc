/*
 * add_avatar_and_lessons
 *
 * Revision:  002  d4a63b214a63
 * Revises:   001  90458be0e35a
 * Created:   2026-11-23 05:56:28 UTC
 */
#include <modelgen/migration.h>

static void upgrade(migration *m)
{
    create_table(m, "lessons",
        COLUMN("id",           "bigint",       NOT_NULL, IDENTITY),
        COLUMN("course_id",    "bigint",       NOT_NULL),
        COLUMN("chapter",      "varchar(200)", NOT_NULL,
               COMMENT("the heading that it stands under")),
        COLUMN("position",     "integer",      NOT_NULL),
        COLUMN("title",        "varchar(200)", NOT_NULL),
        COLUMN("content",      "text",         NOT_NULL, DEFAULT("''")),
        COLUMN("video_url",    "text"),
        COLUMN("minutes",      "smallint",     COMMENT("how long it takes, about")),
        COLUMN("is_published", "boolean",      NOT_NULL, DEFAULT("false")),
        COLUMN("created_at",   "timestamptz",  NOT_NULL, DEFAULT("now()")),
        COLUMN("updated_at",   "timestamptz",  NOT_NULL, DEFAULT("now()")),
        PRIMARY_KEY("id"),
        UNIQUE("course_id", "position", INITIALLY_DEFERRED),
        CHECK("minutes > 0"),
        CHECK("position > 0"),
        FOREIGN_KEY("course_id", REFERENCES("courses", "id"), ON_DELETE(CASCADE)),
        OPTIONS(COMMENT("What a course consists of, in order.")));
    create_trigger(m, "lessons", "lessons_set_updated_at", BEFORE("UPDATE"), FOR_EACH_ROW,
        EXECUTE("set_updated_at()"));

    add_column(m, "users", COLUMN("avatar_url", "text"));

    create_table(m, "lesson_progress",
        COLUMN("user_id",      "bigint",      NOT_NULL),
        COLUMN("lesson_id",    "bigint",      NOT_NULL),
        COLUMN("completed_at", "timestamptz", NOT_NULL, DEFAULT("now()")),
        PRIMARY_KEY("user_id", "lesson_id"),
        FOREIGN_KEY("lesson_id", REFERENCES("lessons", "id"), ON_DELETE(CASCADE)),
        FOREIGN_KEY("user_id", REFERENCES("users", "id"), ON_DELETE(CASCADE)),
        OPTIONS(COMMENT("Who has done which lesson.")));
    create_index(m, "idx_lesson_progress_lesson_id", ON("lesson_progress", "lesson_id"));
}

static void downgrade(migration *m)
{
    drop_table(m, "lesson_progress");
    drop_column(m, "users", "avatar_url");
    drop_table(m, "lessons");
}

MIGRATION(.number = 2, .revision = "d4a63b214a63", .down_revision = "90458be0e35a", .name = "add_avatar_and_lessons");
