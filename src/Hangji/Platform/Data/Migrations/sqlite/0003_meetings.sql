-- Meetings: who was there, what was decided, by which rule; tasks, files; talks and the secretary's own duties.
CREATE TABLE "meeting_attendances" (
    "id" INTEGER NOT NULL CONSTRAINT "pk_meeting_attendances" PRIMARY KEY,
    "org_id" INTEGER NOT NULL,
    "org_path" TEXT NOT NULL,
    "meeting_id" INTEGER NOT NULL,
    "person_id" INTEGER NULL,
    "name" TEXT NOT NULL,
    "place" INTEGER NOT NULL,
    "status" TEXT NOT NULL,
    "reason" TEXT NULL,
    "may_vote" INTEGER NOT NULL,
    "why_no_vote" TEXT NULL
);

CREATE TABLE "meeting_exclusions" (
    "id" INTEGER NOT NULL CONSTRAINT "pk_meeting_exclusions" PRIMARY KEY,
    "org_id" INTEGER NOT NULL,
    "org_path" TEXT NOT NULL,
    "meeting_id" INTEGER NOT NULL,
    "person_id" INTEGER NOT NULL,
    "name" TEXT NOT NULL,
    "reason" TEXT NOT NULL,
    "reply" TEXT NOT NULL,
    "replied_on" TEXT NOT NULL,
    "yes" INTEGER NOT NULL
);

CREATE TABLE "meeting_files" (
    "id" INTEGER NOT NULL CONSTRAINT "pk_meeting_files" PRIMARY KEY,
    "org_id" INTEGER NOT NULL,
    "org_path" TEXT NOT NULL,
    "root_id" INTEGER NOT NULL,
    "name" TEXT NOT NULL,
    "type" TEXT NOT NULL,
    "size" INTEGER NOT NULL,
    "hash" TEXT NOT NULL,
    "recorded_at" TEXT NOT NULL
);

CREATE TABLE "meeting_items" (
    "id" INTEGER NOT NULL CONSTRAINT "pk_meeting_items" PRIMARY KEY,
    "org_id" INTEGER NOT NULL,
    "org_path" TEXT NOT NULL,
    "meeting_id" INTEGER NOT NULL,
    "number" INTEGER NOT NULL,
    "text" TEXT NOT NULL,
    "way" TEXT NOT NULL,
    "subject" TEXT NOT NULL,
    "entitled" INTEGER NOT NULL,
    "present" INTEGER NOT NULL,
    "recused" TEXT NOT NULL,
    "yes" INTEGER NOT NULL,
    "no" INTEGER NOT NULL,
    "abstain" INTEGER NOT NULL,
    "invalid" INTEGER NOT NULL,
    "written_yes" INTEGER NOT NULL,
    "written_no" INTEGER NOT NULL,
    "written_abstain" INTEGER NOT NULL,
    "quorum_rule" TEXT NULL,
    "quorum_version" TEXT NULL,
    "quorum_article" TEXT NULL,
    "quorum_needed" INTEGER NULL,
    "majority_rule" TEXT NULL,
    "majority_version" TEXT NULL,
    "majority_article" TEXT NULL,
    "votes_needed" INTEGER NULL,
    "votes_of" INTEGER NULL,
    "outcome" TEXT NULL,
    "resolution" TEXT NULL,
    "responsible" TEXT NULL,
    "due_on" TEXT NULL,
    "about_id" INTEGER NULL
);

CREATE TABLE "meeting_tasks" (
    "id" INTEGER NOT NULL CONSTRAINT "pk_meeting_tasks" PRIMARY KEY,
    "org_id" INTEGER NOT NULL,
    "org_path" TEXT NOT NULL,
    "root_id" INTEGER NOT NULL,
    "text" TEXT NOT NULL,
    "responsible" TEXT NOT NULL,
    "due_on" TEXT NULL,
    "state" TEXT NOT NULL,
    "done_on" TEXT NULL,
    "note" TEXT NULL,
    "recorded_at" TEXT NOT NULL,
    "version" INTEGER NOT NULL
);

CREATE TABLE "meetings" (
    "id" INTEGER NOT NULL CONSTRAINT "pk_meetings" PRIMARY KEY,
    "org_id" INTEGER NOT NULL,
    "org_path" TEXT NOT NULL,
    "root_id" INTEGER NOT NULL,
    "kind" TEXT NOT NULL,
    "also" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "series" TEXT NULL,
    "number" INTEGER NULL,
    "edition" INTEGER NOT NULL,
    "theme" TEXT NOT NULL,
    "day" TEXT NOT NULL,
    "planned_on" TEXT NULL,
    "planned_at" TEXT NULL,
    "held_on" TEXT NULL,
    "starts_at" TEXT NULL,
    "ends_at" TEXT NULL,
    "place" TEXT NOT NULL,
    "chair" TEXT NOT NULL,
    "recorder" TEXT NOT NULL,
    "due" INTEGER NOT NULL,
    "present" INTEGER NOT NULL,
    "voters" INTEGER NOT NULL,
    "voters_present" INTEGER NOT NULL,
    "counted_in_room" INTEGER NOT NULL,
    "counted_by" TEXT NULL,
    "summary" TEXT NOT NULL,
    "makes_up_for" TEXT NULL,
    "deviation" TEXT NULL,
    "quorum_rule" TEXT NULL,
    "quorum_version" TEXT NULL,
    "quorum_article" TEXT NULL,
    "quorum_needed" INTEGER NULL,
    "convened_at" TEXT NULL,
    "recorded_at" TEXT NULL,
    "first_recorded_at" TEXT NULL,
    "supersedes" INTEGER NULL,
    "superseded_by" INTEGER NULL,
    "correction_reason" TEXT NULL,
    "cancel_reason" TEXT NULL,
    "version" INTEGER NOT NULL
);

CREATE TABLE "secretary_acts" (
    "id" INTEGER NOT NULL CONSTRAINT "pk_secretary_acts" PRIMARY KEY,
    "org_id" INTEGER NOT NULL,
    "org_path" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "held_on" TEXT NOT NULL,
    "recorded_at" TEXT NOT NULL,
    "person_id" INTEGER NOT NULL,
    "person_name" TEXT NOT NULL,
    "held" TEXT NOT NULL,
    "assessment" TEXT NULL,
    "withdrawn_at" TEXT NULL,
    "withdrawn_reason" TEXT NULL
);

CREATE TABLE "talks" (
    "id" INTEGER NOT NULL CONSTRAINT "pk_talks" PRIMARY KEY,
    "org_id" INTEGER NOT NULL,
    "org_path" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "held_on" TEXT NOT NULL,
    "recorded_at" TEXT NOT NULL,
    "from_person_id" INTEGER NOT NULL,
    "from_name" TEXT NOT NULL,
    "with_person_id" INTEGER NOT NULL,
    "with_name" TEXT NOT NULL,
    "withdrawn_at" TEXT NULL,
    "withdrawn_reason" TEXT NULL
);

CREATE INDEX "ix_meeting_attendances_meeting_id" ON "meeting_attendances" ("meeting_id");

CREATE INDEX "ix_meeting_attendances_org_path" ON "meeting_attendances" ("org_path");

CREATE INDEX "ix_meeting_attendances_person_id" ON "meeting_attendances" ("person_id");

CREATE INDEX "ix_meeting_exclusions_meeting_id" ON "meeting_exclusions" ("meeting_id");

CREATE INDEX "ix_meeting_exclusions_org_path" ON "meeting_exclusions" ("org_path");

CREATE INDEX "ix_meeting_files_org_path" ON "meeting_files" ("org_path");

CREATE INDEX "ix_meeting_files_root_id" ON "meeting_files" ("root_id");

CREATE INDEX "ix_meeting_items_meeting_id" ON "meeting_items" ("meeting_id");

CREATE INDEX "ix_meeting_items_org_path" ON "meeting_items" ("org_path");

CREATE INDEX "ix_meeting_tasks_org_path_state" ON "meeting_tasks" ("org_path", "state");

CREATE INDEX "ix_meeting_tasks_root_id" ON "meeting_tasks" ("root_id");

CREATE INDEX "ix_meetings_org_id_held_on" ON "meetings" ("org_id", "held_on");

CREATE UNIQUE INDEX "ix_meetings_org_id_series_number_edition" ON "meetings" ("org_id", "series", "number", "edition");

CREATE INDEX "ix_meetings_org_path_day_id" ON "meetings" ("org_path", "day", "id");

CREATE INDEX "ix_meetings_org_path_held_on" ON "meetings" ("org_path", "held_on");

CREATE INDEX "ix_meetings_root_id" ON "meetings" ("root_id");

CREATE INDEX "ix_secretary_acts_org_id_held_on" ON "secretary_acts" ("org_id", "held_on");

CREATE INDEX "ix_secretary_acts_org_path_held_on" ON "secretary_acts" ("org_path", "held_on");

CREATE INDEX "ix_talks_org_id_held_on" ON "talks" ("org_id", "held_on");

CREATE INDEX "ix_talks_org_path_held_on" ON "talks" ("org_path", "held_on");
