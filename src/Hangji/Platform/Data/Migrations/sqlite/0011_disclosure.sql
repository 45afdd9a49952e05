-- Disclosure: items, published copies, boards, files, voices.
CREATE TABLE "board_postings" (
    "id" INTEGER NOT NULL CONSTRAINT "pk_board_postings" PRIMARY KEY,
    "org_id" INTEGER NOT NULL,
    "org_path" TEXT NOT NULL,
    "copy_id" INTEGER NOT NULL,
    "board" TEXT NOT NULL,
    "posted_on" TEXT NOT NULL,
    "taken_down_on" TEXT NULL,
    "recorded_at" TEXT NOT NULL,
    "version" INTEGER NOT NULL
);

CREATE TABLE "disclosure_files" (
    "id" INTEGER NOT NULL CONSTRAINT "pk_disclosure_files" PRIMARY KEY,
    "org_id" INTEGER NOT NULL,
    "org_path" TEXT NOT NULL,
    "disclosure_id" INTEGER NOT NULL,
    "name" TEXT NOT NULL,
    "type" TEXT NOT NULL,
    "bytes" BLOB NOT NULL,
    "sha256" TEXT NOT NULL,
    "dropped" INTEGER NOT NULL,
    "recorded_at" TEXT NOT NULL
);

CREATE TABLE "disclosures" (
    "id" INTEGER NOT NULL CONSTRAINT "pk_disclosures" PRIMARY KEY,
    "org_id" INTEGER NOT NULL,
    "org_path" TEXT NOT NULL,
    "body_id" INTEGER NOT NULL,
    "doc" TEXT NOT NULL,
    "catalog" TEXT NOT NULL,
    "period" TEXT NOT NULL,
    "from_day" TEXT NOT NULL,
    "to_day" TEXT NOT NULL,
    "circle" TEXT NOT NULL,
    "source_kind" TEXT NOT NULL,
    "source_id" INTEGER NULL,
    "source_step" TEXT NULL,
    "title" TEXT NOT NULL,
    "summary" TEXT NOT NULL,
    "text" TEXT NOT NULL,
    "names_people" INTEGER NOT NULL,
    "corrects" TEXT NULL,
    "course" TEXT NOT NULL,
    "drafted_name" TEXT NOT NULL,
    "writers" TEXT NOT NULL,
    "submitted_on" TEXT NULL,
    "review_due_on" TEXT NULL,
    "reviewed_by" TEXT NOT NULL,
    "reviewed_name" TEXT NOT NULL,
    "reviewed_on" TEXT NULL,
    "opinion" TEXT NOT NULL,
    "reply" TEXT NOT NULL,
    "confirmed_on" TEXT NULL,
    "confirmation" TEXT NOT NULL,
    "released_by" TEXT NOT NULL,
    "released_name" TEXT NOT NULL,
    "released_on" TEXT NULL,
    "withdrawn_on" TEXT NULL,
    "rev" INTEGER NOT NULL,
    "recorded_at" TEXT NOT NULL,
    "version" INTEGER NOT NULL
);

CREATE TABLE "public_voices" (
    "id" INTEGER NOT NULL CONSTRAINT "pk_public_voices" PRIMARY KEY,
    "org_id" INTEGER NOT NULL,
    "org_path" TEXT NOT NULL,
    "copy_id" INTEGER NULL,
    "doc" TEXT NULL,
    "kind" TEXT NOT NULL,
    "code" TEXT NOT NULL,
    "text" TEXT NOT NULL,
    "who" TEXT NOT NULL,
    "contact_cipher" BLOB NULL,
    "offline" INTEGER NOT NULL,
    "said_on" TEXT NOT NULL,
    "due_on" TEXT NOT NULL,
    "answered_on" TEXT NULL,
    "answer" TEXT NULL,
    "answered_name" TEXT NOT NULL,
    "upheld" INTEGER NOT NULL,
    "escalated_on" TEXT NULL,
    "escalated_due_on" TEXT NULL,
    "escalated_why" TEXT NOT NULL,
    "decided_on" TEXT NULL,
    "decision" TEXT NULL,
    "decided_name" TEXT NOT NULL,
    "shown" INTEGER NOT NULL,
    "recorded_at" TEXT NOT NULL,
    "version" INTEGER NOT NULL
);

CREATE TABLE "published_copies" (
    "id" INTEGER NOT NULL CONSTRAINT "pk_published_copies" PRIMARY KEY,
    "org_id" INTEGER NOT NULL,
    "org_path" TEXT NOT NULL,
    "disclosure_id" INTEGER NOT NULL,
    "body_id" INTEGER NOT NULL,
    "doc" TEXT NOT NULL,
    "rev" INTEGER NOT NULL,
    "catalog" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "period" TEXT NOT NULL,
    "title" TEXT NOT NULL,
    "summary" TEXT NOT NULL,
    "bytes" BLOB NOT NULL,
    "sha256" TEXT NOT NULL,
    "salt" BLOB NULL,
    "from" TEXT NOT NULL,
    "until" TEXT NOT NULL,
    "published_at" TEXT NOT NULL,
    "log_entry_id" INTEGER NOT NULL,
    "superseded" INTEGER NOT NULL,
    "withdrawn_on" TEXT NULL,
    "withdraw_reason" TEXT NULL,
    "withdraw_entry_id" INTEGER NULL,
    "words" TEXT NOT NULL
);

CREATE INDEX "ix_board_postings_copy_id" ON "board_postings" ("copy_id");

CREATE INDEX "ix_board_postings_org_path" ON "board_postings" ("org_path");

CREATE INDEX "ix_disclosure_files_disclosure_id" ON "disclosure_files" ("disclosure_id");

CREATE INDEX "ix_disclosure_files_org_path" ON "disclosure_files" ("org_path");

CREATE INDEX "ix_disclosures_body_id" ON "disclosures" ("body_id");

CREATE UNIQUE INDEX "ix_disclosures_doc" ON "disclosures" ("doc");

CREATE INDEX "ix_disclosures_org_id_catalog_period" ON "disclosures" ("org_id", "catalog", "period");

CREATE INDEX "ix_disclosures_org_path_course" ON "disclosures" ("org_path", "course");

CREATE INDEX "ix_disclosures_source_id" ON "disclosures" ("source_id");

CREATE UNIQUE INDEX "ix_public_voices_code" ON "public_voices" ("code");

CREATE INDEX "ix_public_voices_copy_id" ON "public_voices" ("copy_id");

CREATE INDEX "ix_public_voices_org_id" ON "public_voices" ("org_id");

CREATE INDEX "ix_public_voices_org_path_answered_on" ON "public_voices" ("org_path", "answered_on");

CREATE INDEX "ix_published_copies_body_id_from" ON "published_copies" ("body_id", "from");

CREATE UNIQUE INDEX "ix_published_copies_doc_rev" ON "published_copies" ("doc", "rev");

CREATE INDEX "ix_published_copies_org_id_published_at" ON "published_copies" ("org_id", "published_at");

CREATE INDEX "ix_published_copies_org_path_from" ON "published_copies" ("org_path", "from");

CREATE INDEX "ix_published_copies_published_at" ON "published_copies" ("published_at");
