INSERT INTO users VALUES (1, '(Main Street,3,Springfield,)');
