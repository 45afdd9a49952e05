-- The ground: facts, receipts, drafts, keys; the tree; sign-in and seats.
CREATE TABLE accounts (
    id bigint NOT NULL,
    display_name text COLLATE "C" NOT NULL,
    person_id bigint,
    admin_kind text COLLATE "C",
    proposed_kind text COLLATE "C",
    proposed_by bigint,
    created_at timestamp with time zone NOT NULL,
    disabled_at timestamp with time zone,
    must_change_password boolean NOT NULL,
    code_key text COLLATE "C",
    last_code_step bigint,
    recovery_codes text COLLATE "C",
    user_name text COLLATE "C",
    normalized_user_name text COLLATE "C",
    password_hash text COLLATE "C",
    security_stamp text COLLATE "C",
    concurrency_stamp text COLLATE "C",
    two_factor_enabled boolean NOT NULL,
    CONSTRAINT pk_accounts PRIMARY KEY (id)
);

CREATE TABLE appointments (
    id bigint NOT NULL,
    org_id bigint NOT NULL,
    org_path text COLLATE "C" NOT NULL,
    person_id bigint NOT NULL,
    post text COLLATE "C" NOT NULL,
    from_on date NOT NULL,
    to_on date,
    manner text COLLATE "C",
    document_no text COLLATE "C",
    batch_id bigint,
    CONSTRAINT pk_appointments PRIMARY KEY (id)
);

CREATE TABLE audit_entries (
    id bigint NOT NULL,
    at timestamp with time zone NOT NULL,
    kind text COLLATE "C" NOT NULL,
    account_id bigint,
    actor text COLLATE "C",
    seat_id bigint,
    subject text COLLATE "C",
    reason text COLLATE "C",
    address text COLLATE "C",
    CONSTRAINT pk_audit_entries PRIMARY KEY (id)
);

CREATE TABLE drafts (
    id bigint NOT NULL,
    account_id bigint NOT NULL,
    org_id bigint NOT NULL,
    form text COLLATE "C" NOT NULL,
    content text COLLATE "C" NOT NULL,
    saved_at timestamp with time zone NOT NULL,
    CONSTRAINT pk_drafts PRIMARY KEY (id)
);

CREATE TABLE facts (
    id bigint NOT NULL,
    org_id bigint NOT NULL,
    org_path text COLLATE "C" NOT NULL,
    kind text COLLATE "C" NOT NULL,
    subject_id bigint,
    held_on date,
    recorded_at timestamp with time zone NOT NULL,
    account_id bigint,
    seat_id bigint,
    actor text COLLATE "C" NOT NULL,
    on_behalf_of text COLLATE "C",
    reason text COLLATE "C",
    data text COLLATE "C",
    changes text COLLATE "C",
    CONSTRAINT pk_facts PRIMARY KEY (id)
);

CREATE TABLE form_receipts (
    form_key text COLLATE "C" NOT NULL,
    account_id bigint,
    taken_at timestamp with time zone NOT NULL,
    went_to text COLLATE "C",
    CONSTRAINT pk_form_receipts PRIMARY KEY (form_key)
);

CREATE TABLE org_acts (
    id bigint NOT NULL,
    org_id bigint NOT NULL,
    org_path text COLLATE "C" NOT NULL,
    act text COLLATE "C" NOT NULL,
    "on" date NOT NULL,
    document_no text COLLATE "C" NOT NULL,
    approver text COLLATE "C" NOT NULL,
    note text COLLATE "C",
    other_org_id bigint,
    recorded_at timestamp with time zone NOT NULL,
    CONSTRAINT pk_org_acts PRIMARY KEY (id)
);

CREATE TABLE org_links (
    id bigint NOT NULL,
    org_id bigint NOT NULL,
    org_path text COLLATE "C" NOT NULL,
    superior_id bigint NOT NULL,
    hierarchy text COLLATE "C" NOT NULL,
    from_on date NOT NULL,
    to_on date,
    CONSTRAINT pk_org_links PRIMARY KEY (id)
);

CREATE TABLE org_nodes (
    id bigint NOT NULL,
    path text COLLATE "C" NOT NULL,
    depth integer NOT NULL,
    parent_id bigint,
    code text COLLATE "C" NOT NULL,
    name text COLLATE "C" NOT NULL,
    short_name text COLLATE "C" NOT NULL,
    kind text COLLATE "C" NOT NULL,
    field text COLLATE "C" NOT NULL,
    relation text COLLATE "C" NOT NULL,
    division_code text COLLATE "C",
    units text COLLATE "C",
    credit_code text COLLATE "C",
    address text COLLATE "C",
    phone text COLLATE "C",
    set_up_on date NOT NULL,
    since date NOT NULL,
    dissolved_on date,
    elected_on date,
    term_years integer,
    initials text COLLATE "C" NOT NULL,
    next_child bigint NOT NULL,
    version integer NOT NULL,
    CONSTRAINT pk_org_nodes PRIMARY KEY (id)
);

CREATE TABLE org_spans (
    id bigint NOT NULL,
    org_id bigint NOT NULL,
    org_path text COLLATE "C" NOT NULL,
    parent_id bigint,
    code text COLLATE "C" NOT NULL,
    name text COLLATE "C" NOT NULL,
    short_name text COLLATE "C" NOT NULL,
    kind text COLLATE "C" NOT NULL,
    field text COLLATE "C" NOT NULL,
    relation text COLLATE "C" NOT NULL,
    division_code text COLLATE "C",
    units text COLLATE "C",
    credit_code text COLLATE "C",
    address text COLLATE "C",
    phone text COLLATE "C",
    elected_on date,
    term_years integer,
    from_on date NOT NULL,
    to_on date NOT NULL,
    act_id bigint NOT NULL,
    CONSTRAINT pk_org_spans PRIMARY KEY (id)
);

CREATE TABLE protection_keys (
    name text COLLATE "C" NOT NULL,
    xml text COLLATE "C" NOT NULL,
    CONSTRAINT pk_protection_keys PRIMARY KEY (name)
);

CREATE TABLE seats (
    id bigint NOT NULL,
    account_id bigint NOT NULL,
    org_id bigint NOT NULL,
    org_path text COLLATE "C" NOT NULL,
    role text COLLATE "C" NOT NULL,
    appointment_id bigint,
    on_behalf_of text COLLATE "C",
    from_on date NOT NULL,
    to_on date,
    granted_at timestamp with time zone NOT NULL,
    granted_by bigint,
    CONSTRAINT pk_seats PRIMARY KEY (id)
);

CREATE TABLE sign_in_attempts (
    name text COLLATE "C" NOT NULL,
    failures integer NOT NULL,
    last_at timestamp with time zone NOT NULL,
    CONSTRAINT pk_sign_in_attempts PRIMARY KEY (name)
);

CREATE TABLE sign_ins (
    id bigint NOT NULL,
    account_id bigint NOT NULL,
    seat_id bigint,
    device text COLLATE "C" NOT NULL,
    started_at timestamp with time zone NOT NULL,
    expires_at timestamp with time zone NOT NULL,
    ended_at timestamp with time zone,
    CONSTRAINT pk_sign_ins PRIMARY KEY (id)
);

CREATE UNIQUE INDEX ix_accounts_normalized_user_name ON accounts (normalized_user_name);

CREATE INDEX ix_accounts_person_id ON accounts (person_id);

CREATE INDEX ix_appointments_batch_id ON appointments (batch_id);

CREATE INDEX ix_appointments_org_id_from_on ON appointments (org_id, from_on);

CREATE INDEX ix_appointments_org_path ON appointments (org_path);

CREATE INDEX ix_appointments_person_id ON appointments (person_id);

CREATE INDEX ix_audit_entries_account_id_id ON audit_entries (account_id, id);

CREATE INDEX ix_audit_entries_kind_id ON audit_entries (kind, id);

CREATE INDEX ix_audit_entries_subject ON audit_entries (subject);

CREATE UNIQUE INDEX ix_drafts_account_id_form_org_id ON drafts (account_id, form, org_id);

CREATE INDEX ix_facts_kind_recorded_at ON facts (kind, recorded_at);

CREATE INDEX ix_facts_org_path_recorded_at ON facts (org_path, recorded_at);

CREATE INDEX ix_facts_subject_id_recorded_at ON facts (subject_id, recorded_at);

CREATE INDEX ix_form_receipts_taken_at ON form_receipts (taken_at);

CREATE INDEX ix_org_acts_org_id_on ON org_acts (org_id, "on");

CREATE INDEX ix_org_acts_org_path ON org_acts (org_path);

CREATE INDEX ix_org_links_org_id ON org_links (org_id);

CREATE INDEX ix_org_links_org_path ON org_links (org_path);

CREATE INDEX ix_org_links_superior_id ON org_links (superior_id);

CREATE UNIQUE INDEX ix_org_nodes_code ON org_nodes (code) WHERE dissolved_on is null;

CREATE INDEX ix_org_nodes_division_code ON org_nodes (division_code);

CREATE INDEX ix_org_nodes_parent_id_code ON org_nodes (parent_id, code);

CREATE UNIQUE INDEX ix_org_nodes_path ON org_nodes (path);

CREATE INDEX ix_org_spans_org_id_from_on ON org_spans (org_id, from_on);

CREATE INDEX ix_org_spans_org_path ON org_spans (org_path);

CREATE INDEX ix_org_spans_parent_id ON org_spans (parent_id);

CREATE INDEX ix_seats_account_id ON seats (account_id);

CREATE INDEX ix_seats_appointment_id ON seats (appointment_id);

CREATE INDEX ix_seats_org_id ON seats (org_id);

CREATE INDEX ix_seats_org_path ON seats (org_path);

CREATE INDEX ix_sign_ins_account_id ON sign_ins (account_id);

-- The audit record is written once: not even somebody with the program's own connection changes or removes a line.
CREATE FUNCTION append_only() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION '% is append-only', tg_table_name; END $$;

CREATE TRIGGER audit_entries_stay BEFORE UPDATE OR DELETE OR TRUNCATE ON audit_entries FOR EACH STATEMENT EXECUTE FUNCTION append_only();
