BEGIN
    days := 0;
END;
