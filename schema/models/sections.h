#pragma once
#include "courses.h"
#include <modelgen/begin.h>

/** The parts of a course. */
TABLE(sections) {
    int64_t id           PRIMARY_KEY IDENTITY;
    int64_t course_id    NOT_NULL REFERENCES(courses, id, ON_DELETE_CASCADE);
    int32_t position     NOT_NULL CHECK(position > 0);
    char   *title        VARCHAR(200) NOT_NULL;
    char   *description  NOT_NULL DEFAULT("''");
    bool    from_lessons NOT_NULL DEFAULT(false); ///< made out of a chapter of the former lessons
    TIMESTAMPS;
};
UNIQUE_ON(sections, (course_id, title));
INDEX(sections, (course_id, position));

ENUM(theme_kind) { THEME_TEXT, THEME_VIDEO, THEME_QUIZ, THEME_LABORATORY };

/** What a section teaches, step by step. */
TABLE(themes) {
    int64_t         id           PRIMARY_KEY IDENTITY;
    int64_t         section_id   NOT_NULL REFERENCES(sections, id, ON_DELETE_CASCADE);
    int64_t         lesson_id    UNIQUE; ///< the former lesson that it was
    int32_t         position     NOT_NULL CHECK(position > 0);
    enum theme_kind kind         NOT_NULL DEFAULT('text');
    char           *title        VARCHAR(200) NOT_NULL;
    char           *content      NOT_NULL DEFAULT("''");
    char           *video_url;
    pg_jsonb        questions;   ///< of a quiz
    int16_t         minutes      CHECK(minutes > 0); ///< how long it takes, about
    bool            is_published NOT_NULL DEFAULT(false);
    TIMESTAMPS;
};
CHECK_ON(themes, kind <> 'video' OR video_url IS NOT NULL, NAME(themes_video_has_address));
INDEX(themes, (section_id, position));
INDEX(themes, (questions jsonb_path_ops), USING(gin), WHERE(kind = 'quiz'));

/** Who has done which theme. */
TABLE(theme_progress) {
    int64_t        user_id      REFERENCES(users, id, ON_DELETE_CASCADE);
    int64_t        theme_id     REFERENCES(themes, id, ON_DELETE_CASCADE);
    pg_timestamptz completed_at NOT_NULL DEFAULT(now());
};
PRIMARY_KEY_ON(theme_progress, (user_id, theme_id));
INDEX(theme_progress, (theme_id));

#include <modelgen/end.h>
