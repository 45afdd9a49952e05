-- Spreadsheets on their way into the register, remembered columns, background work.
CREATE TABLE "import_batches" (
    "id" INTEGER NOT NULL CONSTRAINT "pk_import_batches" PRIMARY KEY,
    "org_id" INTEGER NOT NULL,
    "org_path" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "file_name" TEXT NOT NULL,
    "bytes" INTEGER NOT NULL,
    "sheet" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "map" TEXT NULL,
    "problem" TEXT NULL,
    "fresh" INTEGER NOT NULL,
    "changed" INTEGER NOT NULL,
    "same" INTEGER NOT NULL,
    "bad" INTEGER NOT NULL,
    "warned" INTEGER NOT NULL,
    "skipped" INTEGER NOT NULL,
    "taken_rows" INTEGER NOT NULL,
    "actor" TEXT NOT NULL,
    "account_id" INTEGER NULL,
    "received_at" TEXT NOT NULL,
    "checked_at" TEXT NULL,
    "taken_at" TEXT NULL,
    "undone_at" TEXT NULL
);

CREATE TABLE "import_chunks" (
    "batch_id" INTEGER NOT NULL,
    "from_row" INTEGER NOT NULL,
    "content" BLOB NOT NULL,
    CONSTRAINT "pk_import_chunks" PRIMARY KEY ("batch_id", "from_row")
);

CREATE TABLE "import_maps" (
    "kind" TEXT NOT NULL,
    "fingerprint" TEXT NOT NULL,
    "map" TEXT NOT NULL,
    "used_at" TEXT NOT NULL,
    CONSTRAINT "pk_import_maps" PRIMARY KEY ("kind", "fingerprint")
);

CREATE TABLE "import_rows" (
    "batch_id" INTEGER NOT NULL,
    "row" INTEGER NOT NULL,
    "verdict" TEXT NOT NULL,
    "take" INTEGER NOT NULL,
    "title" TEXT NOT NULL,
    "org_id" INTEGER NULL,
    "subject_id" INTEGER NULL,
    "content" BLOB NULL,
    "notes" TEXT NULL,
    "warned" INTEGER NOT NULL,
    "before" BLOB NULL,
    "left_at" INTEGER NULL,
    CONSTRAINT "pk_import_rows" PRIMARY KEY ("batch_id", "row")
);

CREATE TABLE "jobs" (
    "id" INTEGER NOT NULL CONSTRAINT "pk_jobs" PRIMARY KEY,
    "kind" TEXT NOT NULL,
    "subject_id" INTEGER NOT NULL,
    "scope_from" TEXT NOT NULL,
    "scope_to" TEXT NOT NULL,
    "account_id" INTEGER NULL,
    "seat_id" INTEGER NULL,
    "actor" TEXT NOT NULL,
    "on_behalf_of" TEXT NULL,
    "state" TEXT NOT NULL,
    "at" INTEGER NOT NULL,
    "total" INTEGER NOT NULL,
    "ordered_at" TEXT NOT NULL,
    "alive_at" TEXT NULL,
    "ended_at" TEXT NULL
);

CREATE INDEX "ix_import_batches_org_path_id" ON "import_batches" ("org_path", "id");

CREATE INDEX "ix_jobs_state_id" ON "jobs" ("state", "id");

CREATE INDEX "ix_jobs_subject_id" ON "jobs" ("subject_id");
