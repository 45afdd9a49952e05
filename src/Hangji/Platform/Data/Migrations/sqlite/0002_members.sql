-- Persons, memberships, stages before membership, and spells that change rights or demands.
CREATE TABLE "member_spells" (
    "id" INTEGER NOT NULL CONSTRAINT "pk_member_spells" PRIMARY KEY,
    "org_id" INTEGER NOT NULL,
    "org_path" TEXT NOT NULL,
    "person_id" INTEGER NOT NULL,
    "kind" TEXT NOT NULL,
    "reason" TEXT NOT NULL,
    "from_on" TEXT NOT NULL,
    "to_on" TEXT NULL,
    "review_on" TEXT NULL,
    "place" TEXT NULL,
    "contact_sealed" BLOB NULL,
    "ground" TEXT NULL,
    "batch_id" INTEGER NULL
);

CREATE TABLE "memberships" (
    "id" INTEGER NOT NULL CONSTRAINT "pk_memberships" PRIMARY KEY,
    "org_id" INTEGER NOT NULL,
    "org_path" TEXT NOT NULL,
    "person_id" INTEGER NOT NULL,
    "group_id" INTEGER NULL,
    "from_on" TEXT NOT NULL,
    "to_on" TEXT NULL,
    "entry" TEXT NOT NULL,
    "exit" TEXT NULL,
    "joined_on" TEXT NOT NULL,
    "joined_to" INTEGER NOT NULL,
    "full_since" TEXT NULL,
    "full_to" INTEGER NOT NULL,
    "introducers" TEXT NULL,
    "application_no" TEXT NULL,
    "came_from" TEXT NULL,
    "letter_no" TEXT NULL,
    "dossier_place" TEXT NULL,
    "name" TEXT NOT NULL,
    "sort_key" TEXT NOT NULL,
    "initials" TEXT NOT NULL,
    "sex" TEXT NOT NULL,
    "ethnic" TEXT NULL,
    "born_on" TEXT NULL,
    "education" TEXT NULL,
    "id_masked" TEXT NULL,
    "phone_masked" TEXT NULL,
    "batch_id" INTEGER NULL,
    "version" INTEGER NOT NULL
);

CREATE TABLE "persons" (
    "id" INTEGER NOT NULL CONSTRAINT "pk_persons" PRIMARY KEY,
    "org_id" INTEGER NOT NULL,
    "org_path" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "sort_key" TEXT NOT NULL,
    "initials" TEXT NOT NULL,
    "sex" TEXT NOT NULL,
    "ethnic" TEXT NULL,
    "born_on" TEXT NULL,
    "born_to" INTEGER NOT NULL,
    "id_sealed" BLOB NULL,
    "id_index" BLOB NULL,
    "id_masked" TEXT NULL,
    "phone_sealed" BLOB NULL,
    "phone_masked" TEXT NULL,
    "address_sealed" BLOB NULL,
    "native_place" TEXT NULL,
    "education" TEXT NULL,
    "education_in_service" TEXT NULL,
    "degree" TEXT NULL,
    "unit" TEXT NULL,
    "unit_post" TEXT NULL,
    "job_type" TEXT NULL,
    "batch_id" INTEGER NULL,
    "version" INTEGER NOT NULL
);

CREATE TABLE "stages" (
    "id" INTEGER NOT NULL CONSTRAINT "pk_stages" PRIMARY KEY,
    "org_id" INTEGER NOT NULL,
    "org_path" TEXT NOT NULL,
    "person_id" INTEGER NOT NULL,
    "reached" TEXT NOT NULL,
    "from_on" TEXT NOT NULL,
    "to_on" TEXT NULL,
    "ended" TEXT NULL
);

CREATE INDEX "ix_member_spells_batch_id" ON "member_spells" ("batch_id");

CREATE INDEX "ix_member_spells_org_path_kind" ON "member_spells" ("org_path", "kind");

CREATE INDEX "ix_member_spells_person_id" ON "member_spells" ("person_id");

CREATE INDEX "ix_memberships_group_id" ON "memberships" ("group_id") WHERE group_id is not null;

CREATE INDEX "ix_memberships_org_path_sort_key_id" ON "memberships" ("org_path", "sort_key", "id");

CREATE INDEX "ix_memberships_person_id" ON "memberships" ("person_id");

CREATE INDEX "ix_memberships_sort_key_id_org_path" ON "memberships" ("sort_key", "id", "org_path");

CREATE UNIQUE INDEX "ix_persons_id_index" ON "persons" ("id_index");

CREATE INDEX "ix_persons_org_path" ON "persons" ("org_path");

CREATE INDEX "ix_stages_org_path" ON "stages" ("org_path");

CREATE INDEX "ix_stages_person_id" ON "stages" ("person_id");
