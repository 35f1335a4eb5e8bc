#pragma once
#include "users.h"
#include <modelgen/begin.h>

ENUM(course_level) { LEVEL_BEGINNER, LEVEL_INTERMEDIATE, LEVEL_ADVANCED };

/** How far a course is. Only published ones are seen by learners. */
ENUM(course_state) { COURSE_DRAFT, COURSE_PUBLISHED, COURSE_ARCHIVED };

/** What is taught. */
TABLE(courses) {
    int64_t           id        PRIMARY_KEY IDENTITY;
    int64_t           author_id NOT_NULL REFERENCES(users, id, ON_DELETE_RESTRICT);
    char             *slug      VARCHAR(80) NOT_NULL UNIQUE CHECK(slug ~ '^[a-z0-9]+(-[a-z0-9]+)*$'); ///< the last part of its address
    char             *title     VARCHAR(200) NOT_NULL;
    char             *summary   NOT_NULL DEFAULT("''");
    enum course_level level     NOT_NULL DEFAULT('beginner');
    enum course_state state     NOT_NULL DEFAULT('draft');
    pg_numeric        price     NUMERIC(10, 2) NOT_NULL DEFAULT(0) CHECK(price >= 0);
    char             *tags      ARRAY NOT_NULL DEFAULT('{}');
    pg_tsvector       search    GENERATED(to_tsvector('english', title || ' ' || summary));
    pg_timestamptz    published_at;
    TIMESTAMPS;
};
CHECK_ON(courses, state <> 'published' OR published_at IS NOT NULL, NAME(courses_published_has_date));
INDEX(courses, (author_id));
INDEX(courses, (published_at DESC), WHERE(state = 'published'));
INDEX(courses, (tags), USING(gin));
INDEX(courses, (search), USING(gin));

/** What must be completed before a course. */
TABLE(course_prerequisites) {
    int64_t course_id   REFERENCES(courses, id, ON_DELETE_CASCADE);
    int64_t required_id REFERENCES(courses, id, ON_DELETE_CASCADE);
};
PRIMARY_KEY_ON(course_prerequisites, (course_id, required_id));
CHECK_ON(course_prerequisites, course_id <> required_id, NAME(course_prerequisites_not_itself));
INDEX(course_prerequisites, (required_id));

ENUM(enrollment_state) { ENROLLMENT_ACTIVE, ENROLLMENT_COMPLETED, ENROLLMENT_CANCELLED };

/** Who takes which course. */
TABLE(enrollments) {
    int64_t               id        PRIMARY_KEY IDENTITY;
    int64_t               user_id   NOT_NULL REFERENCES(users, id, ON_DELETE_CASCADE);
    int64_t               course_id NOT_NULL REFERENCES(courses, id, ON_DELETE_CASCADE);
    enum enrollment_state state     NOT_NULL DEFAULT('active');
    int16_t               progress  NOT_NULL DEFAULT(0) CHECK(progress BETWEEN 0 AND 100); ///< in percent
    pg_numeric            paid      NUMERIC(10, 2) NOT_NULL DEFAULT(0);
    pg_timestamptz        completed_at;
    TIMESTAMPS;
};
UNIQUE_ON(enrollments, (user_id, course_id));
CHECK_ON(enrollments, (state = 'completed') = (completed_at IS NOT NULL), NAME(enrollments_completed_has_date));
INDEX(enrollments, (course_id), INCLUDE(user_id), WHERE(state = 'active'));

#include <modelgen/end.h>
