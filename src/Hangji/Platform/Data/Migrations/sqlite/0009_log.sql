-- Verifiable logs: entries, outbox, signed checkpoints, keys, peers.
CREATE TABLE "log_checkpoints" (
    "log" TEXT NOT NULL,
    "size" INTEGER NOT NULL,
    "root" BLOB NOT NULL,
    "note" TEXT NOT NULL,
    "signed_at" TEXT NOT NULL,
    CONSTRAINT "pk_log_checkpoints" PRIMARY KEY ("log", "size")
);

CREATE TABLE "log_entries" (
    "log" TEXT NOT NULL,
    "index" INTEGER NOT NULL,
    "entry_id" INTEGER NOT NULL,
    "entry" BLOB NOT NULL,
    "leaf" BLOB NOT NULL,
    "at" TEXT NOT NULL,
    CONSTRAINT "pk_log_entries" PRIMARY KEY ("log", "index")
);

CREATE TABLE "log_keys" (
    "id" INTEGER NOT NULL CONSTRAINT "pk_log_keys" PRIMARY KEY,
    "log" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "verifier" TEXT NOT NULL,
    "secret" BLOB NOT NULL,
    "from_at" TEXT NOT NULL,
    "until_at" TEXT NULL
);

CREATE TABLE "log_outbox" (
    "id" INTEGER NOT NULL CONSTRAINT "pk_log_outbox" PRIMARY KEY,
    "log" TEXT NOT NULL,
    "entry" BLOB NOT NULL,
    "at" TEXT NOT NULL
);

CREATE TABLE "log_peers" (
    "id" INTEGER NOT NULL CONSTRAINT "pk_log_peers" PRIMARY KEY,
    "kind" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "verifier" TEXT NOT NULL,
    "url" TEXT NULL,
    "size" INTEGER NOT NULL,
    "root" BLOB NULL,
    "note" TEXT NULL,
    "added_at" TEXT NOT NULL
);

CREATE UNIQUE INDEX "ix_log_entries_entry_id" ON "log_entries" ("entry_id");

CREATE UNIQUE INDEX "ix_log_peers_kind_name" ON "log_peers" ("kind", "name");
