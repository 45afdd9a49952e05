-- Running procedures: heads with the version they began under, and the records that move them.
CREATE TABLE procedure_events (
    id bigint NOT NULL,
    org_id bigint NOT NULL,
    org_path text COLLATE "C" NOT NULL,
    instance_id bigint NOT NULL,
    number integer NOT NULL,
    kind text COLLATE "C" NOT NULL,
    record_id bigint NOT NULL,
    held_on date NOT NULL,
    step text COLLATE "C" NOT NULL,
    way text COLLATE "C",
    code text COLLATE "C",
    until_on date,
    counted text COLLATE "C",
    entitled integer NOT NULL,
    present integer NOT NULL,
    yes integer NOT NULL,
    no integer NOT NULL,
    abstain integer NOT NULL,
    upheld boolean NOT NULL,
    reason text COLLATE "C",
    replaces bigint,
    recorded_at timestamp with time zone NOT NULL,
    seat_id bigint,
    actor text COLLATE "C" NOT NULL,
    CONSTRAINT pk_procedure_events PRIMARY KEY (id)
);

CREATE TABLE procedure_instances (
    id bigint NOT NULL,
    org_id bigint NOT NULL,
    org_path text COLLATE "C" NOT NULL,
    code text COLLATE "C" NOT NULL,
    pinned text COLLATE "C" NOT NULL,
    traits text COLLATE "C" NOT NULL,
    subject_id bigint NOT NULL,
    begun_on date NOT NULL,
    step text COLLATE "C" NOT NULL,
    course text COLLATE "C" NOT NULL,
    round integer NOT NULL,
    events integer NOT NULL,
    recorded_at timestamp with time zone NOT NULL,
    version integer NOT NULL,
    CONSTRAINT pk_procedure_instances PRIMARY KEY (id)
);

CREATE UNIQUE INDEX ix_procedure_events_instance_id_kind_record_id ON procedure_events (instance_id, kind, record_id);

CREATE UNIQUE INDEX ix_procedure_events_instance_id_number ON procedure_events (instance_id, number);

CREATE INDEX ix_procedure_events_org_path ON procedure_events (org_path);

CREATE INDEX ix_procedure_instances_org_path_course_step ON procedure_instances (org_path, course, step);

CREATE INDEX ix_procedure_instances_subject_id ON procedure_instances (subject_id);

-- Matters of villages and communities, what hangs on them, and the records of supervision.
CREATE TABLE matter_contracts (
    id bigint NOT NULL,
    org_id bigint NOT NULL,
    org_path text COLLATE "C" NOT NULL,
    matter_id bigint NOT NULL,
    kind text COLLATE "C" NOT NULL,
    object text COLLATE "C" NOT NULL,
    party text COLLATE "C" NOT NULL,
    signed_on date NOT NULL,
    from_on date,
    to_on date,
    amount_fen bigint NOT NULL,
    decision_id bigint,
    reason text COLLATE "C",
    recorded_at timestamp with time zone NOT NULL,
    CONSTRAINT pk_matter_contracts PRIMARY KEY (id)
);

CREATE TABLE matter_objections (
    id bigint NOT NULL,
    org_id bigint NOT NULL,
    org_path text COLLATE "C" NOT NULL,
    matter_id bigint NOT NULL,
    kind text COLLATE "C" NOT NULL,
    step text COLLATE "C" NOT NULL,
    said_on date NOT NULL,
    who text COLLATE "C" NOT NULL,
    text text COLLATE "C" NOT NULL,
    due_on date NOT NULL,
    answered_on date,
    answer text COLLATE "C",
    upheld boolean NOT NULL,
    recorded_at timestamp with time zone NOT NULL,
    version integer NOT NULL,
    CONSTRAINT pk_matter_objections PRIMARY KEY (id)
);

CREATE TABLE matter_papers (
    id bigint NOT NULL,
    org_id bigint NOT NULL,
    org_path text COLLATE "C" NOT NULL,
    matter_id bigint NOT NULL,
    step text COLLATE "C" NOT NULL,
    way text COLLATE "C",
    kind text COLLATE "C" NOT NULL,
    title text COLLATE "C" NOT NULL,
    text text COLLATE "C" NOT NULL,
    dated_on date NOT NULL,
    valid_to date,
    recorded_at timestamp with time zone NOT NULL,
    CONSTRAINT pk_matter_papers PRIMARY KEY (id)
);

CREATE TABLE matter_payments (
    id bigint NOT NULL,
    org_id bigint NOT NULL,
    org_path text COLLATE "C" NOT NULL,
    matter_id bigint NOT NULL,
    contract_id bigint,
    paid_on date NOT NULL,
    purpose text COLLATE "C" NOT NULL,
    amount_fen bigint NOT NULL,
    voucher text COLLATE "C" NOT NULL,
    decision_id bigint,
    reason text COLLATE "C",
    recorded_at timestamp with time zone NOT NULL,
    CONSTRAINT pk_matter_payments PRIMARY KEY (id)
);

CREATE TABLE matter_postings (
    id bigint NOT NULL,
    org_id bigint NOT NULL,
    org_path text COLLATE "C" NOT NULL,
    matter_id bigint NOT NULL,
    step text COLLATE "C" NOT NULL,
    posted_on date NOT NULL,
    taken_down_on date,
    place text COLLATE "C" NOT NULL,
    title text COLLATE "C" NOT NULL,
    hash text COLLATE "C",
    opinion text COLLATE "C" NOT NULL,
    recorded_at timestamp with time zone NOT NULL,
    CONSTRAINT pk_matter_postings PRIMARY KEY (id)
);

CREATE TABLE matters (
    id bigint NOT NULL,
    org_id bigint NOT NULL,
    org_path text COLLATE "C" NOT NULL,
    year integer NOT NULL,
    number integer NOT NULL,
    procedure text COLLATE "C" NOT NULL,
    instance_id bigint NOT NULL,
    kind text COLLATE "C" NOT NULL,
    title text COLLATE "C" NOT NULL,
    initials text COLLATE "C" NOT NULL,
    body text COLLATE "C" NOT NULL,
    source text COLLATE "C" NOT NULL,
    signed integer NOT NULL,
    signed_of integer NOT NULL,
    amount_fen bigint,
    funding text COLLATE "C" NOT NULL,
    raised_on date NOT NULL,
    step text COLLATE "C" NOT NULL,
    course text COLLATE "C" NOT NULL,
    open_from date,
    decided_on date,
    recorded_at timestamp with time zone NOT NULL,
    version integer NOT NULL,
    CONSTRAINT pk_matters PRIMARY KEY (id)
);

CREATE TABLE supervision_notes (
    id bigint NOT NULL,
    org_id bigint NOT NULL,
    org_path text COLLATE "C" NOT NULL,
    village_id bigint NOT NULL,
    matter_id bigint,
    kind text COLLATE "C" NOT NULL,
    held_on date NOT NULL,
    text text COLLATE "C" NOT NULL,
    agreed boolean,
    due_on date,
    answered_on date,
    answer text COLLATE "C",
    recorded_at timestamp with time zone NOT NULL,
    version integer NOT NULL,
    CONSTRAINT pk_supervision_notes PRIMARY KEY (id)
);

CREATE INDEX ix_matter_contracts_matter_id ON matter_contracts (matter_id);

CREATE INDEX ix_matter_contracts_org_path ON matter_contracts (org_path);

CREATE INDEX ix_matter_objections_matter_id ON matter_objections (matter_id);

CREATE INDEX ix_matter_objections_org_path ON matter_objections (org_path);

CREATE INDEX ix_matter_papers_matter_id ON matter_papers (matter_id);

CREATE INDEX ix_matter_papers_org_path ON matter_papers (org_path);

CREATE INDEX ix_matter_payments_matter_id ON matter_payments (matter_id);

CREATE INDEX ix_matter_payments_org_path ON matter_payments (org_path);

CREATE INDEX ix_matter_postings_matter_id ON matter_postings (matter_id);

CREATE INDEX ix_matter_postings_org_path ON matter_postings (org_path);

CREATE UNIQUE INDEX ix_matters_org_id_year_number ON matters (org_id, year, number);

CREATE INDEX ix_matters_org_path_course_step ON matters (org_path, course, step);

CREATE INDEX ix_matters_org_path_raised_on ON matters (org_path, raised_on);

CREATE INDEX ix_supervision_notes_org_path ON supervision_notes (org_path);

CREATE INDEX ix_supervision_notes_village_id_held_on ON supervision_notes (village_id, held_on);
