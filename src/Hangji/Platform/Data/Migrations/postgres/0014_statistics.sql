-- The order of facts, the roll-ups that are folded from them, and filed reports (docs/decisions/0024).
CREATE TABLE fact_order (
    seq bigint NOT NULL,
    fact_id bigint NOT NULL,
    CONSTRAINT pk_fact_order PRIMARY KEY (seq)
);

CREATE TABLE fact_queue (
    fact_id bigint NOT NULL,
    CONSTRAINT pk_fact_queue PRIMARY KEY (fact_id)
);

CREATE TABLE filed_reports (
    id bigint NOT NULL,
    org_id bigint NOT NULL,
    org_path text COLLATE "C" NOT NULL,
    year integer NOT NULL,
    form text COLLATE "C" NOT NULL,
    definition text COLLATE "C" NOT NULL,
    as_of date NOT NULL,
    figures bytea NOT NULL,
    sha256 text COLLATE "C" NOT NULL,
    filed_at timestamp with time zone NOT NULL,
    filed_by text COLLATE "C" NOT NULL,
    replaces bigint,
    reason text COLLATE "C",
    CONSTRAINT pk_filed_reports PRIMARY KEY (id)
);

CREATE TABLE fold_cursors (
    name text COLLATE "C" NOT NULL,
    seq bigint NOT NULL,
    CONSTRAINT pk_fold_cursors PRIMARY KEY (name)
);

CREATE TABLE measure_sums (
    org_id bigint NOT NULL,
    measure text COLLATE "C" NOT NULL,
    month integer NOT NULL,
    own bigint NOT NULL,
    total bigint NOT NULL,
    CONSTRAINT pk_measure_sums PRIMARY KEY (org_id, measure, month)
);

CREATE TABLE measure_wakes (
    org_id bigint NOT NULL,
    measure text COLLATE "C" NOT NULL,
    wake_on date NOT NULL,
    CONSTRAINT pk_measure_wakes PRIMARY KEY (org_id, measure)
);

CREATE UNIQUE INDEX ix_fact_order_fact_id ON fact_order (fact_id);

CREATE INDEX ix_filed_reports_org_id_year_form ON filed_reports (org_id, year, form);

CREATE INDEX ix_filed_reports_org_path ON filed_reports (org_path);

CREATE INDEX ix_measure_wakes_wake_on ON measure_wakes (wake_on);

-- Every fact waits for its number, whoever writes it; one statement for a whole COPY.
CREATE FUNCTION queue_facts() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO fact_queue (fact_id) SELECT id FROM fresh ON CONFLICT DO NOTHING;
    RETURN NULL;
END $$;

CREATE TRIGGER facts_queue AFTER INSERT ON facts REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION queue_facts();

INSERT INTO fact_queue (fact_id) SELECT id FROM facts;
