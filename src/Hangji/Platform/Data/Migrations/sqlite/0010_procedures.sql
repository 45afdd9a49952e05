-- Running procedures: heads with the version they began under, and the records that move them.
CREATE TABLE "procedure_events" (
    "id" INTEGER NOT NULL CONSTRAINT "pk_procedure_events" PRIMARY KEY,
    "org_id" INTEGER NOT NULL,
    "org_path" TEXT NOT NULL,
    "instance_id" INTEGER NOT NULL,
    "number" INTEGER NOT NULL,
    "kind" TEXT NOT NULL,
    "record_id" INTEGER NOT NULL,
    "held_on" TEXT NOT NULL,
    "step" TEXT NOT NULL,
    "way" TEXT NULL,
    "code" TEXT NULL,
    "until_on" TEXT NULL,
    "counted" TEXT NULL,
    "entitled" INTEGER NOT NULL,
    "present" INTEGER NOT NULL,
    "yes" INTEGER NOT NULL,
    "no" INTEGER NOT NULL,
    "abstain" INTEGER NOT NULL,
    "upheld" INTEGER NOT NULL,
    "reason" TEXT NULL,
    "replaces" INTEGER NULL,
    "recorded_at" TEXT NOT NULL,
    "seat_id" INTEGER NULL,
    "actor" TEXT NOT NULL
);

CREATE TABLE "procedure_instances" (
    "id" INTEGER NOT NULL CONSTRAINT "pk_procedure_instances" PRIMARY KEY,
    "org_id" INTEGER NOT NULL,
    "org_path" TEXT NOT NULL,
    "code" TEXT NOT NULL,
    "pinned" TEXT NOT NULL,
    "traits" TEXT NOT NULL,
    "subject_id" INTEGER NOT NULL,
    "begun_on" TEXT NOT NULL,
    "step" TEXT NOT NULL,
    "course" TEXT NOT NULL,
    "round" INTEGER NOT NULL,
    "events" INTEGER NOT NULL,
    "recorded_at" TEXT NOT NULL,
    "version" INTEGER NOT NULL
);

CREATE UNIQUE INDEX "ix_procedure_events_instance_id_kind_record_id" ON "procedure_events" ("instance_id", "kind", "record_id");

CREATE UNIQUE INDEX "ix_procedure_events_instance_id_number" ON "procedure_events" ("instance_id", "number");

CREATE INDEX "ix_procedure_events_org_path" ON "procedure_events" ("org_path");

CREATE INDEX "ix_procedure_instances_org_path_course_step" ON "procedure_instances" ("org_path", "course", "step");

CREATE INDEX "ix_procedure_instances_subject_id" ON "procedure_instances" ("subject_id");

-- Matters of villages and communities, what hangs on them, and the records of supervision.
CREATE TABLE "matter_contracts" (
    "id" INTEGER NOT NULL CONSTRAINT "pk_matter_contracts" PRIMARY KEY,
    "org_id" INTEGER NOT NULL,
    "org_path" TEXT NOT NULL,
    "matter_id" INTEGER NOT NULL,
    "kind" TEXT NOT NULL,
    "object" TEXT NOT NULL,
    "party" TEXT NOT NULL,
    "signed_on" TEXT NOT NULL,
    "from_on" TEXT NULL,
    "to_on" TEXT NULL,
    "amount_fen" INTEGER NOT NULL,
    "decision_id" INTEGER NULL,
    "reason" TEXT NULL,
    "recorded_at" TEXT NOT NULL
);

CREATE TABLE "matter_objections" (
    "id" INTEGER NOT NULL CONSTRAINT "pk_matter_objections" PRIMARY KEY,
    "org_id" INTEGER NOT NULL,
    "org_path" TEXT NOT NULL,
    "matter_id" INTEGER NOT NULL,
    "kind" TEXT NOT NULL,
    "step" TEXT NOT NULL,
    "said_on" TEXT NOT NULL,
    "who" TEXT NOT NULL,
    "text" TEXT NOT NULL,
    "due_on" TEXT NOT NULL,
    "answered_on" TEXT NULL,
    "answer" TEXT NULL,
    "upheld" INTEGER NOT NULL,
    "recorded_at" TEXT NOT NULL,
    "version" INTEGER NOT NULL
);

CREATE TABLE "matter_papers" (
    "id" INTEGER NOT NULL CONSTRAINT "pk_matter_papers" PRIMARY KEY,
    "org_id" INTEGER NOT NULL,
    "org_path" TEXT NOT NULL,
    "matter_id" INTEGER NOT NULL,
    "step" TEXT NOT NULL,
    "way" TEXT NULL,
    "kind" TEXT NOT NULL,
    "title" TEXT NOT NULL,
    "text" TEXT NOT NULL,
    "dated_on" TEXT NOT NULL,
    "valid_to" TEXT NULL,
    "recorded_at" TEXT NOT NULL
);

CREATE TABLE "matter_payments" (
    "id" INTEGER NOT NULL CONSTRAINT "pk_matter_payments" PRIMARY KEY,
    "org_id" INTEGER NOT NULL,
    "org_path" TEXT NOT NULL,
    "matter_id" INTEGER NOT NULL,
    "contract_id" INTEGER NULL,
    "paid_on" TEXT NOT NULL,
    "purpose" TEXT NOT NULL,
    "amount_fen" INTEGER NOT NULL,
    "voucher" TEXT NOT NULL,
    "decision_id" INTEGER NULL,
    "reason" TEXT NULL,
    "recorded_at" TEXT NOT NULL
);

CREATE TABLE "matter_postings" (
    "id" INTEGER NOT NULL CONSTRAINT "pk_matter_postings" PRIMARY KEY,
    "org_id" INTEGER NOT NULL,
    "org_path" TEXT NOT NULL,
    "matter_id" INTEGER NOT NULL,
    "step" TEXT NOT NULL,
    "posted_on" TEXT NOT NULL,
    "taken_down_on" TEXT NULL,
    "place" TEXT NOT NULL,
    "title" TEXT NOT NULL,
    "hash" TEXT NULL,
    "opinion" TEXT NOT NULL,
    "recorded_at" TEXT NOT NULL
);

CREATE TABLE "matters" (
    "id" INTEGER NOT NULL CONSTRAINT "pk_matters" PRIMARY KEY,
    "org_id" INTEGER NOT NULL,
    "org_path" TEXT NOT NULL,
    "year" INTEGER NOT NULL,
    "number" INTEGER NOT NULL,
    "procedure" TEXT NOT NULL,
    "instance_id" INTEGER NOT NULL,
    "kind" TEXT NOT NULL,
    "title" TEXT NOT NULL,
    "initials" TEXT NOT NULL,
    "body" TEXT NOT NULL,
    "source" TEXT NOT NULL,
    "signed" INTEGER NOT NULL,
    "signed_of" INTEGER NOT NULL,
    "amount_fen" INTEGER NULL,
    "funding" TEXT NOT NULL,
    "raised_on" TEXT NOT NULL,
    "step" TEXT NOT NULL,
    "course" TEXT NOT NULL,
    "open_from" TEXT NULL,
    "decided_on" TEXT NULL,
    "recorded_at" TEXT NOT NULL,
    "version" INTEGER NOT NULL
);

CREATE TABLE "supervision_notes" (
    "id" INTEGER NOT NULL CONSTRAINT "pk_supervision_notes" PRIMARY KEY,
    "org_id" INTEGER NOT NULL,
    "org_path" TEXT NOT NULL,
    "village_id" INTEGER NOT NULL,
    "matter_id" INTEGER NULL,
    "kind" TEXT NOT NULL,
    "held_on" TEXT NOT NULL,
    "text" TEXT NOT NULL,
    "agreed" INTEGER NULL,
    "due_on" TEXT NULL,
    "answered_on" TEXT NULL,
    "answer" TEXT NULL,
    "recorded_at" TEXT NOT NULL,
    "version" INTEGER NOT NULL
);

CREATE INDEX "ix_matter_contracts_matter_id" ON "matter_contracts" ("matter_id");

CREATE INDEX "ix_matter_contracts_org_path" ON "matter_contracts" ("org_path");

CREATE INDEX "ix_matter_objections_matter_id" ON "matter_objections" ("matter_id");

CREATE INDEX "ix_matter_objections_org_path" ON "matter_objections" ("org_path");

CREATE INDEX "ix_matter_papers_matter_id" ON "matter_papers" ("matter_id");

CREATE INDEX "ix_matter_papers_org_path" ON "matter_papers" ("org_path");

CREATE INDEX "ix_matter_payments_matter_id" ON "matter_payments" ("matter_id");

CREATE INDEX "ix_matter_payments_org_path" ON "matter_payments" ("org_path");

CREATE INDEX "ix_matter_postings_matter_id" ON "matter_postings" ("matter_id");

CREATE INDEX "ix_matter_postings_org_path" ON "matter_postings" ("org_path");

CREATE UNIQUE INDEX "ix_matters_org_id_year_number" ON "matters" ("org_id", "year", "number");

CREATE INDEX "ix_matters_org_path_course_step" ON "matters" ("org_path", "course", "step");

CREATE INDEX "ix_matters_org_path_raised_on" ON "matters" ("org_path", "raised_on");

CREATE INDEX "ix_supervision_notes_org_path" ON "supervision_notes" ("org_path");

CREATE INDEX "ix_supervision_notes_village_id_held_on" ON "supervision_notes" ("village_id", "held_on");
