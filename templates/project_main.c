/* To the program, tables are ordinary structs. */
#include <stdio.h>

#include "models/example.h"

int main(void)
{
    struct users user = {.email = "ada@example.org", .name = "Ada", .is_active = true};

    printf("%s <%s>\n", user.name, user.email);
    return 0;
}
