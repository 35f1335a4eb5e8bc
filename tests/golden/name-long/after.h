#pragma once
#include <modelgen/begin.h>

TABLE(a_name_that_is_quite_long_but_still_fits_into_sixty_three_by) {
    int64_t id PRIMARY_KEY IDENTITY;
    char   *another_column_name_that_is_rather_long_too UNIQUE CHECK(another_column_name_that_is_rather_long_too <> 'x');
    int64_t a_reference_with_a_long_name_as_well REFERENCES(self, id, ON_DELETE_CASCADE);
};
INDEX(a_name_that_is_quite_long_but_still_fits_into_sixty_three_by, (another_column_name_that_is_rather_long_too, a_reference_with_a_long_name_as_well));

#include <modelgen/end.h>
