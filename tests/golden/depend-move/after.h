#pragma once
#include <modelgen/begin.h>

/* A table moves to another schema with everything that is on it, and what mentions it follows. */
ENUM(kind) { KIND_A, KIND_B };
TABLE(invoices, SCHEMA(billing), ROW_SECURITY) {
    int64_t   id PRIMARY_KEY IDENTITY;
    enum kind kind NOT_NULL;
    char     *note UNIQUE; ///< said
};
INDEX(invoices, (kind));
POLICY(invoices, own, USING("id > (SELECT min(id) FROM billing.invoices)"));
FUNCTION("touch()", RETURNS(trigger), LANGUAGE(plpgsql), BODY("BEGIN RETURN new; END"));
TRIGGER(invoices, touched, BEFORE(UPDATE), FOR_EACH_ROW, EXECUTE("touch()"));
TABLE(lines) {
    int64_t id PRIMARY_KEY;
    int64_t invoice_id REFERENCES(invoices, id);
};
VIEW(noted, "SELECT invoices.id, note FROM billing.invoices JOIN lines ON lines.invoice_id = invoices.id") { int64_t id; char *note; };
FUNCTION("all_of()", RETURNS("SETOF billing.invoices"), LANGUAGE(sql), BODY("SELECT * FROM billing.invoices"));

#include <modelgen/end.h>
