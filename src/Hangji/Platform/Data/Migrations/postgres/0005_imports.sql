-- Spreadsheets on their way into the register, remembered columns, background work.
CREATE TABLE import_batches (
    id bigint NOT NULL,
    org_id bigint NOT NULL,
    org_path text COLLATE "C" NOT NULL,
    kind text COLLATE "C" NOT NULL,
    file_name text COLLATE "C" NOT NULL,
    bytes bigint NOT NULL,
    sheet text COLLATE "C" NOT NULL,
    state text COLLATE "C" NOT NULL,
    map text COLLATE "C",
    problem text COLLATE "C",
    fresh integer NOT NULL,
    changed integer NOT NULL,
    same integer NOT NULL,
    bad integer NOT NULL,
    warned integer NOT NULL,
    skipped integer NOT NULL,
    taken_rows integer NOT NULL,
    actor text COLLATE "C" NOT NULL,
    account_id bigint,
    received_at timestamp with time zone NOT NULL,
    checked_at timestamp with time zone,
    taken_at timestamp with time zone,
    undone_at timestamp with time zone,
    CONSTRAINT pk_import_batches PRIMARY KEY (id)
);

CREATE TABLE import_chunks (
    batch_id bigint NOT NULL,
    from_row integer NOT NULL,
    content bytea NOT NULL,
    CONSTRAINT pk_import_chunks PRIMARY KEY (batch_id, from_row)
);

CREATE TABLE import_maps (
    kind text COLLATE "C" NOT NULL,
    fingerprint text COLLATE "C" NOT NULL,
    map text COLLATE "C" NOT NULL,
    used_at timestamp with time zone NOT NULL,
    CONSTRAINT pk_import_maps PRIMARY KEY (kind, fingerprint)
);

CREATE TABLE import_rows (
    batch_id bigint NOT NULL,
    row integer NOT NULL,
    verdict text COLLATE "C" NOT NULL,
    take boolean NOT NULL,
    title text COLLATE "C" NOT NULL,
    org_id bigint,
    subject_id bigint,
    content bytea,
    notes text COLLATE "C",
    warned boolean NOT NULL,
    before bytea,
    left_at integer,
    CONSTRAINT pk_import_rows PRIMARY KEY (batch_id, row)
);

CREATE TABLE jobs (
    id bigint NOT NULL,
    kind text COLLATE "C" NOT NULL,
    subject_id bigint NOT NULL,
    scope_from text COLLATE "C" NOT NULL,
    scope_to text COLLATE "C" NOT NULL,
    account_id bigint,
    seat_id bigint,
    actor text COLLATE "C" NOT NULL,
    on_behalf_of text COLLATE "C",
    state text COLLATE "C" NOT NULL,
    at integer NOT NULL,
    total integer NOT NULL,
    ordered_at timestamp with time zone NOT NULL,
    alive_at timestamp with time zone,
    ended_at timestamp with time zone,
    CONSTRAINT pk_jobs PRIMARY KEY (id)
);

CREATE INDEX ix_import_batches_org_path_id ON import_batches (org_path, id);

CREATE INDEX ix_jobs_state_id ON jobs (state, id);

CREATE INDEX ix_jobs_subject_id ON jobs (subject_id);
