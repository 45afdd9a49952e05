-- The box for complaints and suggestions.
CREATE TABLE "feedback_notes" (
    "id" INTEGER NOT NULL CONSTRAINT "pk_feedback_notes" PRIMARY KEY,
    "said_at" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "text" TEXT NOT NULL,
    "page" TEXT NULL,
    "contact" TEXT NULL,
    "answer" TEXT NULL,
    "answered_at" TEXT NULL,
    "is_public" INTEGER NOT NULL
);

CREATE INDEX "ix_feedback_notes_said_at" ON "feedback_notes" ("said_at");
