CREATE TABLE access_settings (
    name text COLLATE "C" NOT NULL,
    value text COLLATE "C" NOT NULL,
    CONSTRAINT pk_access_settings PRIMARY KEY (name)
);
