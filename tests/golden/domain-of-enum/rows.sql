INSERT INTO people VALUES (1, 'bored', '{glad,bored}', 'warm', '(glad,warm)');
