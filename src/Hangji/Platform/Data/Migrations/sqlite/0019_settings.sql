CREATE TABLE "access_settings" (
    "name" TEXT NOT NULL CONSTRAINT "pk_access_settings" PRIMARY KEY,
    "value" TEXT NOT NULL
);
