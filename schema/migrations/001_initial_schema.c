/*
 * initial_schema
 *
 * Revision:  001  90458be0e35a
 * Revises:   nothing
 * Created:   2026-11-23 05:56:10 UTC
 */
#include <modelgen/migration.h>

static void upgrade(migration *m)
{
    create_enum(m, "course_level", "beginner", "intermediate", "advanced");
    create_enum(m, "course_state", "draft", "published", "archived");
    comment(m, ON_TYPE("course_state"),
        "How far a course is. Only published ones are seen by learners.");

    create_enum(m, "enrollment_state", "active", "completed", "cancelled");

    create_function(m, "set_updated_at()", RETURNS("trigger"), LANGUAGE("plpgsql"),
        BODY("BEGIN NEW.updated_at = now(); RETURN NEW; END"));

    create_table(m, "users",
        COLUMN("id",            "bigint",       NOT_NULL, IDENTITY),
        COLUMN("email",         "varchar(255)", NOT_NULL, COMMENT("unique whatever its case")),
        COLUMN("username",      "varchar(50)",  NOT_NULL),
        COLUMN("password_hash", "text",         NOT_NULL),
        COLUMN("full_name",     "varchar(200)"),
        COLUMN("locale",        "varchar(10)",  NOT_NULL, DEFAULT("'en'")),
        COLUMN("preferences",   "jsonb",        NOT_NULL, DEFAULT("'{}'"),
               COMMENT("what the user chose in the settings page")),
        COLUMN("last_login_at", "timestamptz"),
        COLUMN("created_at",    "timestamptz",  NOT_NULL, DEFAULT("now()")),
        COLUMN("updated_at",    "timestamptz",  NOT_NULL, DEFAULT("now()")),
        PRIMARY_KEY("id"),
        UNIQUE("username"),
        CHECK("email LIKE '%_@_%'"),
        OPTIONS(COMMENT("People who can sign in.")));
    create_index(m, "idx_users_created_at", ON("users", "created_at DESC"));
    create_index(m, "idx_users_lower_email", UNIQUE_ON("users", "lower(email)"));
    create_trigger(m, "users", "users_set_updated_at", BEFORE("UPDATE"), FOR_EACH_ROW,
        EXECUTE("set_updated_at()"));

    create_table(m, "courses",
        COLUMN("id",           "bigint",        NOT_NULL, IDENTITY),
        COLUMN("author_id",    "bigint",        NOT_NULL),
        COLUMN("slug",         "varchar(80)",   NOT_NULL, COMMENT("the last part of its address")),
        COLUMN("title",        "varchar(200)",  NOT_NULL),
        COLUMN("summary",      "text",          NOT_NULL, DEFAULT("''")),
        COLUMN("level",        "course_level",  NOT_NULL, DEFAULT("'beginner'")),
        COLUMN("state",        "course_state",  NOT_NULL, DEFAULT("'draft'")),
        COLUMN("price",        "numeric(10,2)", NOT_NULL, DEFAULT("0")),
        COLUMN("tags",         "text[]",        NOT_NULL, DEFAULT("'{}'")),
        COLUMN("search",       "tsvector",
               GENERATED("to_tsvector('english', title || ' ' || summary)")),
        COLUMN("published_at", "timestamptz"),
        COLUMN("created_at",   "timestamptz",   NOT_NULL, DEFAULT("now()")),
        COLUMN("updated_at",   "timestamptz",   NOT_NULL, DEFAULT("now()")),
        PRIMARY_KEY("id"),
        UNIQUE("slug"),
        CHECK("price >= 0"),
        CHECK("state <> 'published' OR published_at IS NOT NULL",
              NAME("courses_published_has_date")),
        CHECK("slug ~ '^[a-z0-9]+(-[a-z0-9]+)*$'"),
        FOREIGN_KEY("author_id", REFERENCES("users", "id"), ON_DELETE(RESTRICT)),
        OPTIONS(COMMENT("What is taught.")));
    create_index(m, "idx_courses_author_id", ON("courses", "author_id"));
    create_index(m, "idx_courses_published_at", ON("courses", "published_at DESC"),
        WHERE("state = 'published'"));
    create_index(m, "idx_courses_search", ON("courses", "search"), METHOD("gin"));
    create_index(m, "idx_courses_tags", ON("courses", "tags"), METHOD("gin"));
    create_trigger(m, "courses", "courses_set_updated_at", BEFORE("UPDATE"), FOR_EACH_ROW,
        EXECUTE("set_updated_at()"));

    create_table(m, "course_prerequisites",
        COLUMN("course_id",   "bigint", NOT_NULL),
        COLUMN("required_id", "bigint", NOT_NULL),
        PRIMARY_KEY("course_id", "required_id"),
        CHECK("course_id <> required_id", NAME("course_prerequisites_not_itself")),
        FOREIGN_KEY("course_id", REFERENCES("courses", "id"), ON_DELETE(CASCADE)),
        FOREIGN_KEY("required_id", REFERENCES("courses", "id"), ON_DELETE(CASCADE)),
        OPTIONS(COMMENT("What must be completed before a course.")));
    create_index(m, "idx_course_prerequisites_required_id",
        ON("course_prerequisites", "required_id"));

    create_table(m, "enrollments",
        COLUMN("id",           "bigint",           NOT_NULL, IDENTITY),
        COLUMN("user_id",      "bigint",           NOT_NULL),
        COLUMN("course_id",    "bigint",           NOT_NULL),
        COLUMN("state",        "enrollment_state", NOT_NULL, DEFAULT("'active'")),
        COLUMN("progress",     "smallint",         NOT_NULL, DEFAULT("0"), COMMENT("in percent")),
        COLUMN("paid",         "numeric(10,2)",    NOT_NULL, DEFAULT("0")),
        COLUMN("completed_at", "timestamptz"),
        COLUMN("created_at",   "timestamptz",      NOT_NULL, DEFAULT("now()")),
        COLUMN("updated_at",   "timestamptz",      NOT_NULL, DEFAULT("now()")),
        PRIMARY_KEY("id"),
        UNIQUE("user_id", "course_id"),
        CHECK("(state = 'completed') = (completed_at IS NOT NULL)",
              NAME("enrollments_completed_has_date")),
        CHECK("progress BETWEEN 0 AND 100"),
        FOREIGN_KEY("course_id", REFERENCES("courses", "id"), ON_DELETE(CASCADE)),
        FOREIGN_KEY("user_id", REFERENCES("users", "id"), ON_DELETE(CASCADE)),
        OPTIONS(COMMENT("Who takes which course.")));
    create_index(m, "idx_enrollments_course_id", ON("enrollments", "course_id"), INCLUDE("user_id"),
        WHERE("state = 'active'"));
    create_trigger(m, "enrollments", "enrollments_set_updated_at", BEFORE("UPDATE"), FOR_EACH_ROW,
        EXECUTE("set_updated_at()"));

    create_table(m, "roles",
        COLUMN("id",          "integer",     NOT_NULL, IDENTITY),
        COLUMN("name",        "varchar(50)", NOT_NULL),
        COLUMN("description", "text",        NOT_NULL, DEFAULT("''")),
        COLUMN("permissions", "text[]",      NOT_NULL, DEFAULT("'{}'"),
               COMMENT("\"course.publish\", \"user.ban\", ...")),
        COLUMN("is_default",  "boolean",     NOT_NULL, DEFAULT("false"),
               COMMENT("given to every new user")),
        COLUMN("created_at",  "timestamptz", NOT_NULL, DEFAULT("now()")),
        COLUMN("updated_at",  "timestamptz", NOT_NULL, DEFAULT("now()")),
        PRIMARY_KEY("id"),
        UNIQUE("name"),
        OPTIONS(COMMENT("What a user may do.")));
    create_index(m, "idx_roles_is_default", UNIQUE_ON("roles", "is_default"), WHERE("is_default"));
    create_trigger(m, "roles", "roles_set_updated_at", BEFORE("UPDATE"), FOR_EACH_ROW,
        EXECUTE("set_updated_at()"));

    create_table(m, "user_roles",
        COLUMN("user_id",    "bigint",      NOT_NULL),
        COLUMN("role_id",    "integer",     NOT_NULL),
        COLUMN("granted_by", "bigint"),
        COLUMN("granted_at", "timestamptz", NOT_NULL, DEFAULT("now()")),
        PRIMARY_KEY("user_id", "role_id"),
        FOREIGN_KEY("granted_by", REFERENCES("users", "id"), ON_DELETE(SET NULL)),
        FOREIGN_KEY("role_id", REFERENCES("roles", "id"), ON_DELETE(CASCADE)),
        FOREIGN_KEY("user_id", REFERENCES("users", "id"), ON_DELETE(CASCADE)),
        OPTIONS(COMMENT("Who has which role.")));
    create_index(m, "idx_user_roles_role_id", ON("user_roles", "role_id"));
}

static void downgrade(migration *m)
{
    drop_table(m, "user_roles");
    drop_table(m, "roles");
    drop_table(m, "enrollments");
    drop_table(m, "course_prerequisites");
    drop_table(m, "courses");
    drop_table(m, "users");
    drop_function(m, "set_updated_at()");
    drop_type(m, "course_level");
    drop_type(m, "course_state");
    drop_type(m, "enrollment_state");
}

MIGRATION(.number = 1, .revision = "90458be0e35a", .name = "initial_schema");
