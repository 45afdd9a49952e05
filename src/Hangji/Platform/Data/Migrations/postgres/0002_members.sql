-- Persons, memberships, stages before membership, and spells that change rights or demands.
CREATE TABLE member_spells (
    id bigint NOT NULL,
    org_id bigint NOT NULL,
    org_path text COLLATE "C" NOT NULL,
    person_id bigint NOT NULL,
    kind text COLLATE "C" NOT NULL,
    reason text COLLATE "C" NOT NULL,
    from_on date NOT NULL,
    to_on date,
    review_on date,
    place text COLLATE "C",
    contact_sealed bytea,
    ground text COLLATE "C",
    batch_id bigint,
    CONSTRAINT pk_member_spells PRIMARY KEY (id)
);

CREATE TABLE memberships (
    id bigint NOT NULL,
    org_id bigint NOT NULL,
    org_path text COLLATE "C" NOT NULL,
    person_id bigint NOT NULL,
    group_id bigint,
    from_on date NOT NULL,
    to_on date,
    entry text COLLATE "C" NOT NULL,
    exit text COLLATE "C",
    joined_on date NOT NULL,
    joined_to smallint NOT NULL,
    full_since date,
    full_to smallint NOT NULL,
    introducers text COLLATE "C",
    application_no text COLLATE "C",
    came_from text COLLATE "C",
    letter_no text COLLATE "C",
    dossier_place text COLLATE "C",
    name text COLLATE "C" NOT NULL,
    sort_key text COLLATE "C" NOT NULL,
    initials text COLLATE "C" NOT NULL,
    sex text COLLATE "C" NOT NULL,
    ethnic text COLLATE "C",
    born_on date,
    education text COLLATE "C",
    id_masked text COLLATE "C",
    phone_masked text COLLATE "C",
    batch_id bigint,
    version integer NOT NULL,
    CONSTRAINT pk_memberships PRIMARY KEY (id)
);

CREATE TABLE persons (
    id bigint NOT NULL,
    org_id bigint NOT NULL,
    org_path text COLLATE "C" NOT NULL,
    name text COLLATE "C" NOT NULL,
    sort_key text COLLATE "C" NOT NULL,
    initials text COLLATE "C" NOT NULL,
    sex text COLLATE "C" NOT NULL,
    ethnic text COLLATE "C",
    born_on date,
    born_to smallint NOT NULL,
    id_sealed bytea,
    id_index bytea,
    id_masked text COLLATE "C",
    phone_sealed bytea,
    phone_masked text COLLATE "C",
    address_sealed bytea,
    native_place text COLLATE "C",
    education text COLLATE "C",
    education_in_service text COLLATE "C",
    degree text COLLATE "C",
    unit text COLLATE "C",
    unit_post text COLLATE "C",
    job_type text COLLATE "C",
    batch_id bigint,
    version integer NOT NULL,
    CONSTRAINT pk_persons PRIMARY KEY (id)
);

CREATE TABLE stages (
    id bigint NOT NULL,
    org_id bigint NOT NULL,
    org_path text COLLATE "C" NOT NULL,
    person_id bigint NOT NULL,
    reached text COLLATE "C" NOT NULL,
    from_on date NOT NULL,
    to_on date,
    ended text COLLATE "C",
    CONSTRAINT pk_stages PRIMARY KEY (id)
);

CREATE INDEX ix_member_spells_batch_id ON member_spells (batch_id);

CREATE INDEX ix_member_spells_org_path_kind ON member_spells (org_path, kind);

CREATE INDEX ix_member_spells_person_id ON member_spells (person_id);

CREATE INDEX ix_memberships_group_id ON memberships (group_id) WHERE group_id is not null;

CREATE INDEX ix_memberships_org_path_sort_key_id ON memberships (org_path, sort_key, id);

CREATE INDEX ix_memberships_person_id ON memberships (person_id);

CREATE INDEX ix_memberships_sort_key_id_org_path ON memberships (sort_key, id, org_path);

CREATE UNIQUE INDEX ix_persons_id_index ON persons (id_index);

CREATE INDEX ix_persons_org_path ON persons (org_path);

CREATE INDEX ix_stages_org_path ON stages (org_path);

CREATE INDEX ix_stages_person_id ON stages (person_id);
