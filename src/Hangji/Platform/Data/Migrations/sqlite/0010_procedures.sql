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
