-- Disclosure: items, published copies, boards, files, voices.
CREATE TABLE board_postings (
    id bigint NOT NULL,
    org_id bigint NOT NULL,
    org_path text COLLATE "C" NOT NULL,
    copy_id bigint NOT NULL,
    board text COLLATE "C" NOT NULL,
    posted_on date NOT NULL,
    taken_down_on date,
    recorded_at timestamp with time zone NOT NULL,
    version integer NOT NULL,
    CONSTRAINT pk_board_postings PRIMARY KEY (id)
);

CREATE TABLE disclosure_files (
    id bigint NOT NULL,
    org_id bigint NOT NULL,
    org_path text COLLATE "C" NOT NULL,
    disclosure_id bigint NOT NULL,
    name text COLLATE "C" NOT NULL,
    type text COLLATE "C" NOT NULL,
    bytes bytea NOT NULL,
    sha256 text COLLATE "C" NOT NULL,
    dropped boolean NOT NULL,
    recorded_at timestamp with time zone NOT NULL,
    CONSTRAINT pk_disclosure_files PRIMARY KEY (id)
);

CREATE TABLE disclosures (
    id bigint NOT NULL,
    org_id bigint NOT NULL,
    org_path text COLLATE "C" NOT NULL,
    body_id bigint NOT NULL,
    doc text COLLATE "C" NOT NULL,
    catalog text COLLATE "C" NOT NULL,
    period text COLLATE "C" NOT NULL,
    from_day date NOT NULL,
    to_day date NOT NULL,
    circle text COLLATE "C" NOT NULL,
    source_kind text COLLATE "C" NOT NULL,
    source_id bigint,
    source_step text COLLATE "C",
    title text COLLATE "C" NOT NULL,
    summary text COLLATE "C" NOT NULL,
    text text COLLATE "C" NOT NULL,
    names_people boolean NOT NULL,
    corrects text COLLATE "C",
    course text COLLATE "C" NOT NULL,
    drafted_name text COLLATE "C" NOT NULL,
    writers text COLLATE "C" NOT NULL,
    submitted_on date,
    review_due_on date,
    reviewed_by text COLLATE "C" NOT NULL,
    reviewed_name text COLLATE "C" NOT NULL,
    reviewed_on date,
    opinion text COLLATE "C" NOT NULL,
    reply text COLLATE "C" NOT NULL,
    confirmed_on date,
    confirmation text COLLATE "C" NOT NULL,
    released_by text COLLATE "C" NOT NULL,
    released_name text COLLATE "C" NOT NULL,
    released_on date,
    withdrawn_on date,
    rev integer NOT NULL,
    recorded_at timestamp with time zone NOT NULL,
    version integer NOT NULL,
    CONSTRAINT pk_disclosures PRIMARY KEY (id)
);

CREATE TABLE public_voices (
    id bigint NOT NULL,
    org_id bigint NOT NULL,
    org_path text COLLATE "C" NOT NULL,
    copy_id bigint,
    doc text COLLATE "C",
    kind text COLLATE "C" NOT NULL,
    code text COLLATE "C" NOT NULL,
    text text COLLATE "C" NOT NULL,
    who text COLLATE "C" NOT NULL,
    contact_cipher bytea,
    offline boolean NOT NULL,
    said_on date NOT NULL,
    due_on date NOT NULL,
    answered_on date,
    answer text COLLATE "C",
    answered_name text COLLATE "C" NOT NULL,
    upheld boolean NOT NULL,
    escalated_on date,
    escalated_due_on date,
    escalated_why text COLLATE "C" NOT NULL,
    decided_on date,
    decision text COLLATE "C",
    decided_name text COLLATE "C" NOT NULL,
    shown boolean NOT NULL,
    recorded_at timestamp with time zone NOT NULL,
    version integer NOT NULL,
    CONSTRAINT pk_public_voices PRIMARY KEY (id)
);

CREATE TABLE published_copies (
    id bigint NOT NULL,
    org_id bigint NOT NULL,
    org_path text COLLATE "C" NOT NULL,
    disclosure_id bigint NOT NULL,
    body_id bigint NOT NULL,
    doc text COLLATE "C" NOT NULL,
    rev integer NOT NULL,
    catalog text COLLATE "C" NOT NULL,
    kind text COLLATE "C" NOT NULL,
    period text COLLATE "C" NOT NULL,
    title text COLLATE "C" NOT NULL,
    summary text COLLATE "C" NOT NULL,
    bytes bytea NOT NULL,
    sha256 text COLLATE "C" NOT NULL,
    salt bytea,
    "from" date NOT NULL,
    until date NOT NULL,
    published_at timestamp with time zone NOT NULL,
    log_entry_id bigint NOT NULL,
    superseded boolean NOT NULL,
    withdrawn_on date,
    withdraw_reason text COLLATE "C",
    withdraw_entry_id bigint,
    words text COLLATE "C" NOT NULL,
    CONSTRAINT pk_published_copies PRIMARY KEY (id)
);

CREATE INDEX ix_board_postings_copy_id ON board_postings (copy_id);

CREATE INDEX ix_board_postings_org_path ON board_postings (org_path);

CREATE INDEX ix_disclosure_files_disclosure_id ON disclosure_files (disclosure_id);

CREATE INDEX ix_disclosure_files_org_path ON disclosure_files (org_path);

CREATE INDEX ix_disclosures_body_id ON disclosures (body_id);

CREATE UNIQUE INDEX ix_disclosures_doc ON disclosures (doc);

CREATE INDEX ix_disclosures_org_id_catalog_period ON disclosures (org_id, catalog, period);

CREATE INDEX ix_disclosures_org_path_course ON disclosures (org_path, course);

CREATE INDEX ix_disclosures_source_id ON disclosures (source_id);

CREATE UNIQUE INDEX ix_public_voices_code ON public_voices (code);

CREATE INDEX ix_public_voices_copy_id ON public_voices (copy_id);

CREATE INDEX ix_public_voices_org_id ON public_voices (org_id);

CREATE INDEX ix_public_voices_org_path_answered_on ON public_voices (org_path, answered_on);

CREATE INDEX ix_published_copies_body_id_from ON published_copies (body_id, "from");

CREATE UNIQUE INDEX ix_published_copies_doc_rev ON published_copies (doc, rev);

CREATE INDEX ix_published_copies_org_id_published_at ON published_copies (org_id, published_at);

CREATE INDEX ix_published_copies_org_path_from ON published_copies (org_path, "from");

CREATE INDEX ix_published_copies_published_at ON published_copies (published_at);
