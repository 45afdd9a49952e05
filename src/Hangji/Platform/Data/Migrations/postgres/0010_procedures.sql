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
