/*
 * One of each: what can be declared beside tables. Take what you need and delete the rest; the
 * README of modelgen has all words.
 */
#pragma once
#include "example.h" /* users, notes */
#include <modelgen/begin.h>

/* --- Types -------------------------------------------------------------------------------- */

ENUM(ticket_state) { TICKET_OPEN, TICKET_WAITING, TICKET_CLOSED };

typedef char *DOMAIN(email) VARCHAR(255) CHECK(VALUE ~ '@', NAME(email_has_at));

COMPOSITE(address) {
    char *street;
    char *town;
};

RANGE(heights, SUBTYPE(float8), SUBTYPE_DIFF(float8mi));

/* --- Tables ------------------------------------------------------------------------------- */

SEQUENCE(ticket_numbers, START(1000));

/** Questions of users. Each sees only their own. */
TABLE(tickets, ROW_SECURITY, WITH(fillfactor = 90)) {
    int32_t           id       PRIMARY_KEY SERIAL;
    int64_t           number   NOT_NULL UNIQUE DEFAULT(nextval('ticket_numbers'));
    int64_t           user_id  NOT_NULL REFERENCES(users, id, ON_DELETE_CASCADE);
    enum ticket_state state    NOT_NULL DEFAULT('open');
    email             reply_to;
    struct address    visit;
    pg_tstzrange      during;
    pg_numeric        price    NUMERIC(10, 2) CHECK(price >= 0);
    pg_numeric        tax      NUMERIC(10, 2) GENERATED(price * 0.2);
    char             *tags     ARRAY;
    char             *body     NOT_NULL STORAGE(external);
    pg_timestamptz    updated_at NOT_NULL DEFAULT(now()) ON_UPDATE(now());
};
INDEX(tickets, (EXPR(lower(body)) text_pattern_ops), WHERE(state = 'open'));
INDEX(tickets, (tags), USING(gin));
EXCLUDE_ON(tickets, (during WITH(&&)), USING(gist), WHERE(state = 'waiting'));
STATISTICS_ON(tickets, (user_id, state), KINDS(dependencies));
POLICY(tickets, own_tickets, FOR(SELECT), USING(reply_to = current_user));
GRANT(tickets, public, SELECT(id, state));

/** What happened, a partition for each year. */
TABLE(events, PARTITION_BY(RANGE(day))) {
    pg_date  day       NOT_NULL;
    int32_t  ticket_id NOT_NULL;
    pg_jsonb what      NOT_NULL;
};
INDEX(events, (ticket_id));
PARTITION(events_2025, events, FOR_VALUES(FROM ('2025-01-01') TO ('2026-01-01')));
PARTITION(events_rest, events, DEFAULT_PARTITION);

/** Tickets of firms have all that tickets of anybody have. */
TABLE(firm_tickets, INHERITS(tickets), UNLOGGED) {
    char *firm NOT_NULL;
};

/* --- Functions and triggers --------------------------------------------------------------- */

FUNCTION("days_since(at timestamptz)", RETURNS(integer), LANGUAGE(sql), STABLE,
         BODY("SELECT extract(day FROM now() - at)::integer"));

FUNCTION("note_event()", RETURNS(trigger), LANGUAGE(plpgsql),
         BODY("BEGIN\n"
              "    INSERT INTO events (day, ticket_id, what) VALUES (now(), NEW.id, to_jsonb(NEW.state));\n"
              "    RETURN NULL;\n"
              "END"));
TRIGGER(tickets, tickets_note_event, AFTER(UPDATE OF state), FOR_EACH_ROW, EXECUTE(note_event));

PROCEDURE("close_old(days integer)", LANGUAGE(sql),
          BODY("UPDATE tickets SET state = 'closed' WHERE days_since(updated_at) > days"));
REVOKE_FROM(public, EXECUTE, ON_FUNCTION("close_old(integer)"));

AGGREGATE("total(numeric)", SFUNC(numeric_add), STYPE(numeric), INITCOND("0"));

/* --- Views -------------------------------------------------------------------------------- */

/** What waits for an answer. */
VIEW(open_tickets, "SELECT t.id, u.email, days_since(t.updated_at) AS days"
                   "    FROM tickets t JOIN users u ON u.id = t.user_id WHERE t.state = 'open'",
     SECURITY_BARRIER) {
    int32_t id;
    char   *email;
    int32_t days; ///< since somebody wrote
};
RULE(open_tickets, close_instead, ON(delete), INSTEAD,
     DO("UPDATE tickets SET state = 'closed' WHERE id = old.id"));

MATERIALIZED_VIEW(revenue, "SELECT user_id, total(price) AS price FROM tickets GROUP BY user_id") {
    int64_t    user_id;
    pg_numeric price;
};
UNIQUE_INDEX(revenue, (user_id));

/* --- And more ----------------------------------------------------------------------------- */

COLLATION(by_bytes, PROVIDER(libc), LOCALE("C"));
TEXT_SEARCH_DICTIONARY(plain, TEMPLATE("simple"));
TEXT_SEARCH_CONFIGURATION(tickets_search, MAPPINGS("asciiword, word: plain"));
CAST("heights AS text", INOUT);
OPERATOR("===(numeric, numeric)", WITH_FUNCTION(numeric_eq), COMMUTATOR("==="));
PUBLICATION(changes, PUBLISH(insert, update));
PUBLISHED(notes, changes);
DEFAULT_PRIVILEGES(TABLES, public, SELECT);

#include <modelgen/end.h>
