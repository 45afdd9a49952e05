-- Meetings: who was there, what was decided, by which rule; tasks, files; talks and the secretary's own duties.
CREATE TABLE meeting_attendances (
    id bigint NOT NULL,
    org_id bigint NOT NULL,
    org_path text COLLATE "C" NOT NULL,
    meeting_id bigint NOT NULL,
    person_id bigint,
    name text COLLATE "C" NOT NULL,
    place integer NOT NULL,
    status text COLLATE "C" NOT NULL,
    reason text COLLATE "C",
    may_vote boolean NOT NULL,
    why_no_vote text COLLATE "C",
    CONSTRAINT pk_meeting_attendances PRIMARY KEY (id)
);

CREATE TABLE meeting_exclusions (
    id bigint NOT NULL,
    org_id bigint NOT NULL,
    org_path text COLLATE "C" NOT NULL,
    meeting_id bigint NOT NULL,
    person_id bigint NOT NULL,
    name text COLLATE "C" NOT NULL,
    reason text COLLATE "C" NOT NULL,
    reply text COLLATE "C" NOT NULL,
    replied_on date NOT NULL,
    yes integer NOT NULL,
    CONSTRAINT pk_meeting_exclusions PRIMARY KEY (id)
);

CREATE TABLE meeting_files (
    id bigint NOT NULL,
    org_id bigint NOT NULL,
    org_path text COLLATE "C" NOT NULL,
    root_id bigint NOT NULL,
    name text COLLATE "C" NOT NULL,
    type text COLLATE "C" NOT NULL,
    size bigint NOT NULL,
    hash text COLLATE "C" NOT NULL,
    recorded_at timestamp with time zone NOT NULL,
    CONSTRAINT pk_meeting_files PRIMARY KEY (id)
);

CREATE TABLE meeting_items (
    id bigint NOT NULL,
    org_id bigint NOT NULL,
    org_path text COLLATE "C" NOT NULL,
    meeting_id bigint NOT NULL,
    number integer NOT NULL,
    text text COLLATE "C" NOT NULL,
    way text COLLATE "C" NOT NULL,
    subject text COLLATE "C" NOT NULL,
    entitled integer NOT NULL,
    present integer NOT NULL,
    recused text COLLATE "C" NOT NULL,
    yes integer NOT NULL,
    no integer NOT NULL,
    abstain integer NOT NULL,
    invalid integer NOT NULL,
    written_yes integer NOT NULL,
    written_no integer NOT NULL,
    written_abstain integer NOT NULL,
    quorum_rule text COLLATE "C",
    quorum_version text COLLATE "C",
    quorum_article text COLLATE "C",
    quorum_needed integer,
    majority_rule text COLLATE "C",
    majority_version text COLLATE "C",
    majority_article text COLLATE "C",
    votes_needed integer,
    votes_of integer,
    outcome text COLLATE "C",
    resolution text COLLATE "C",
    responsible text COLLATE "C",
    due_on date,
    about_id bigint,
    CONSTRAINT pk_meeting_items PRIMARY KEY (id)
);

CREATE TABLE meeting_tasks (
    id bigint NOT NULL,
    org_id bigint NOT NULL,
    org_path text COLLATE "C" NOT NULL,
    root_id bigint NOT NULL,
    text text COLLATE "C" NOT NULL,
    responsible text COLLATE "C" NOT NULL,
    due_on date,
    state text COLLATE "C" NOT NULL,
    done_on date,
    note text COLLATE "C",
    recorded_at timestamp with time zone NOT NULL,
    version integer NOT NULL,
    CONSTRAINT pk_meeting_tasks PRIMARY KEY (id)
);

CREATE TABLE meetings (
    id bigint NOT NULL,
    org_id bigint NOT NULL,
    org_path text COLLATE "C" NOT NULL,
    root_id bigint NOT NULL,
    kind text COLLATE "C" NOT NULL,
    also text COLLATE "C" NOT NULL,
    state text COLLATE "C" NOT NULL,
    series text COLLATE "C",
    number integer,
    edition integer NOT NULL,
    theme text COLLATE "C" NOT NULL,
    day date NOT NULL,
    planned_on date,
    planned_at time without time zone,
    held_on date,
    starts_at time without time zone,
    ends_at time without time zone,
    place text COLLATE "C" NOT NULL,
    chair text COLLATE "C" NOT NULL,
    recorder text COLLATE "C" NOT NULL,
    due integer NOT NULL,
    present integer NOT NULL,
    voters integer NOT NULL,
    voters_present integer NOT NULL,
    counted_in_room boolean NOT NULL,
    counted_by text COLLATE "C",
    summary text COLLATE "C" NOT NULL,
    makes_up_for date,
    deviation text COLLATE "C",
    quorum_rule text COLLATE "C",
    quorum_version text COLLATE "C",
    quorum_article text COLLATE "C",
    quorum_needed integer,
    convened_at timestamp with time zone,
    recorded_at timestamp with time zone,
    first_recorded_at timestamp with time zone,
    supersedes bigint,
    superseded_by bigint,
    correction_reason text COLLATE "C",
    cancel_reason text COLLATE "C",
    version integer NOT NULL,
    CONSTRAINT pk_meetings PRIMARY KEY (id)
);

CREATE TABLE secretary_acts (
    id bigint NOT NULL,
    org_id bigint NOT NULL,
    org_path text COLLATE "C" NOT NULL,
    kind text COLLATE "C" NOT NULL,
    held_on date NOT NULL,
    recorded_at timestamp with time zone NOT NULL,
    person_id bigint NOT NULL,
    person_name text COLLATE "C" NOT NULL,
    held text COLLATE "C" NOT NULL,
    assessment text COLLATE "C",
    withdrawn_at timestamp with time zone,
    withdrawn_reason text COLLATE "C",
    CONSTRAINT pk_secretary_acts PRIMARY KEY (id)
);

CREATE TABLE talks (
    id bigint NOT NULL,
    org_id bigint NOT NULL,
    org_path text COLLATE "C" NOT NULL,
    kind text COLLATE "C" NOT NULL,
    held_on date NOT NULL,
    recorded_at timestamp with time zone NOT NULL,
    from_person_id bigint NOT NULL,
    from_name text COLLATE "C" NOT NULL,
    with_person_id bigint NOT NULL,
    with_name text COLLATE "C" NOT NULL,
    withdrawn_at timestamp with time zone,
    withdrawn_reason text COLLATE "C",
    CONSTRAINT pk_talks PRIMARY KEY (id)
);

CREATE INDEX ix_meeting_attendances_meeting_id ON meeting_attendances (meeting_id);

CREATE INDEX ix_meeting_attendances_org_path ON meeting_attendances (org_path);

CREATE INDEX ix_meeting_attendances_person_id ON meeting_attendances (person_id);

CREATE INDEX ix_meeting_exclusions_meeting_id ON meeting_exclusions (meeting_id);

CREATE INDEX ix_meeting_exclusions_org_path ON meeting_exclusions (org_path);

CREATE INDEX ix_meeting_files_org_path ON meeting_files (org_path);

CREATE INDEX ix_meeting_files_root_id ON meeting_files (root_id);

CREATE INDEX ix_meeting_items_meeting_id ON meeting_items (meeting_id);

CREATE INDEX ix_meeting_items_org_path ON meeting_items (org_path);

CREATE INDEX ix_meeting_tasks_org_path_state ON meeting_tasks (org_path, state);

CREATE INDEX ix_meeting_tasks_root_id ON meeting_tasks (root_id);

CREATE INDEX ix_meetings_org_id_held_on ON meetings (org_id, held_on);

CREATE UNIQUE INDEX ix_meetings_org_id_series_number_edition ON meetings (org_id, series, number, edition);

CREATE INDEX ix_meetings_org_path_day_id ON meetings (org_path, day, id);

CREATE INDEX ix_meetings_org_path_held_on ON meetings (org_path, held_on);

CREATE INDEX ix_meetings_root_id ON meetings (root_id);

CREATE INDEX ix_secretary_acts_org_id_held_on ON secretary_acts (org_id, held_on);

CREATE INDEX ix_secretary_acts_org_path_held_on ON secretary_acts (org_path, held_on);

CREATE INDEX ix_talks_org_id_held_on ON talks (org_id, held_on);

CREATE INDEX ix_talks_org_path_held_on ON talks (org_path, held_on);
