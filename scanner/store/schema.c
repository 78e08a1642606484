/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * store/schema.c - the tables of a case.
 *
 * Words of closed lists (outcomes, reasons, types, carriers) are kept as words: the numbers of our
 * enums may shift between versions, and whoever opens the file with another tool can read it.
 * A change of this text raises STORE_VERSION and comes with a step in store.c that migrates.
 */
#include "store/inside.h"

#define PEOPLE_TABLES                                                                       \
	/* what people decided; rows are only ever added, each chained to the one before */ \
	"CREATE TABLE event ("                                                              \
	"  n      INTEGER PRIMARY KEY AUTOINCREMENT,"                                       \
	"  at     INTEGER NOT NULL,"                                                        \
	"  actor  TEXT NOT NULL,"                                                           \
	"  kind   TEXT NOT NULL,"                                                           \
	"  about  TEXT NOT NULL,"                                                           \
	"  reason TEXT NOT NULL,"                                                           \
	"  chain  TEXT NOT NULL"                                                            \
	");"                                                                                \
	/* persons: numbers are given once and kept, all else is derived from hits and events */ \
	"CREATE TABLE person ("                                                             \
	"  n         INTEGER PRIMARY KEY AUTOINCREMENT,"                                    \
	"  name      TEXT NOT NULL,"                                                        \
	"  sure      TEXT NOT NULL,"                                                        \
	"  role      TEXT NOT NULL,"                                                        \
	"  namesakes INTEGER NOT NULL,"                                                     \
	"  mentions  INTEGER NOT NULL,"                                                     \
	"  documents INTEGER NOT NULL,"                                                     \
	"  since     INTEGER,"                                                              \
	"  until     INTEGER"                                                               \
	");"                                                                                \
	/* which person each mention was given to last, so that numbers outlive a rescan */ \
	"CREATE TABLE claim ("                                                              \
	"  hit    BLOB PRIMARY KEY,"                                                        \
	"  person INTEGER NOT NULL REFERENCES person(n)"                                    \
	") WITHOUT ROWID;"                                                                  \
	"CREATE INDEX claim_person ON claim(person);"                                       \
	/* what stands with a person's name: places, addresses, numbers */                  \
	"CREATE TABLE datum ("                                                              \
	"  person    INTEGER NOT NULL REFERENCES person(n),"                                \
	"  type      TEXT NOT NULL,"                                                        \
	"  normal    TEXT NOT NULL,"                                                        \
	"  value     TEXT NOT NULL,"                                                        \
	"  hit       BLOB NOT NULL,"                                                        \
	"  own       INTEGER NOT NULL,"                                                     \
	"  documents INTEGER NOT NULL,"                                                     \
	"  until     INTEGER,"                                                              \
	"  PRIMARY KEY (person, type, normal)"                                              \
	") WITHOUT ROWID;"                                                                  \
	/* why mentions are taken for one person, or kept apart */                          \
	"CREATE TABLE evidence ("                                                           \
	"  person INTEGER NOT NULL REFERENCES person(n),"                                   \
	"  k      INTEGER NOT NULL,"                                                        \
	"  points INTEGER NOT NULL,"                                                        \
	"  says   TEXT NOT NULL,"                                                           \
	"  PRIMARY KEY (person, k)"                                                         \
	") WITHOUT ROWID;"                                                                  \
	/* of which state of hits and events the persons were made */                       \
	"CREATE TABLE built ("                                                              \
	"  run   INTEGER NOT NULL,"                                                         \
	"  event INTEGER NOT NULL,"                                                         \
	"  score INTEGER NOT NULL"                                                          \
	");"

const char store_schema[] =
	/* one call of scan */
	"CREATE TABLE run ("
	"  n       INTEGER PRIMARY KEY AUTOINCREMENT,"
	"  began   INTEGER NOT NULL," /* seconds since 1970 */
	"  ended   INTEGER,"
	"  digest  TEXT NOT NULL," /* of packs, program and options that change results */
	"  note    TEXT NOT NULL," /* what coverage lacks; '' if nothing */
	"  outcome TEXT" /* NULL while it runs, or when it was killed */
	");"
	/* a file, or a folder that could not be listed */
	"CREATE TABLE item ("
	"  n        INTEGER PRIMARY KEY,"
	"  path     BLOB NOT NULL UNIQUE,"
	"  size     INTEGER NOT NULL,"
	"  mtime_ns INTEGER NOT NULL,"
	"  ctime_ns INTEGER NOT NULL,"
	"  inode    INTEGER NOT NULL,"
	"  run      INTEGER NOT NULL REFERENCES run(n)," /* that read it */
	"  seen     INTEGER NOT NULL REFERENCES run(n)," /* the last that met it, or could not look */
	"  gone     INTEGER REFERENCES run(n),"          /* that missed it */
	"  retry    INTEGER NOT NULL" /* 1: the next run reads it again whatever it looks like */
	");"
	/* a row of the ledger; path '' is the file itself */
	"CREATE TABLE part ("
	"  n          INTEGER PRIMARY KEY,"
	"  item       INTEGER NOT NULL REFERENCES item(n) ON DELETE CASCADE,"
	"  path       TEXT NOT NULL,"
	"  sha256     TEXT,"
	"  format     TEXT,"
	"  outcome    TEXT," /* NULL: its hits came before its row */
	"  bytes      INTEGER,"
	"  text_bytes INTEGER,"
	"  parts      INTEGER,"
	"  hits       INTEGER,"
	"  seconds    REAL,"
	"  dated      TEXT,"    /* how the date is known that the document bears: sent ... */
	"  date       INTEGER," /* seconds since 1970 */
	"  thread     TEXT"     /* equal for the mails of one thread */
	");"
	"CREATE INDEX part_order ON part(item, path);"
	"CREATE TABLE reason ("
	"  part   INTEGER NOT NULL REFERENCES part(n) ON DELETE CASCADE,"
	"  k      INTEGER NOT NULL,"
	"  inside TEXT NOT NULL," /* the part it is about */
	"  reason TEXT NOT NULL,"
	"  says   TEXT NOT NULL,"
	"  PRIMARY KEY (part, k)"
	") WITHOUT ROWID;"
	"CREATE TABLE pattern ("
	"  n        INTEGER PRIMARY KEY,"
	"  name     TEXT NOT NULL,"
	"  type     TEXT NOT NULL,"
	"  category TEXT NOT NULL," /* '' for none */
	"  UNIQUE (name, type, category)"
	");"
	"CREATE TABLE hit ("
	"  n             INTEGER PRIMARY KEY,"
	"  id            BLOB NOT NULL," /* 16 bytes; not unique: a copy of a file has the same */
	"  part          INTEGER NOT NULL REFERENCES part(n) ON DELETE CASCADE,"
	"  pattern       INTEGER NOT NULL REFERENCES pattern(n),"
	"  carrier       TEXT NOT NULL,"
	"  anchor        TEXT NOT NULL,"
	"  anchor_number INTEGER NOT NULL,"
	"  anchor_name   TEXT,"
	"  start_at      INTEGER NOT NULL,"
	"  end_at        INTEGER NOT NULL,"
	"  source_offset INTEGER," /* NULL: no exact map */
	"  source_length INTEGER,"
	"  value         TEXT NOT NULL,"
	"  normal        TEXT," /* NULL: as value */
	"  before        TEXT NOT NULL,"
	"  after         TEXT NOT NULL,"
	"  why           TEXT NOT NULL,"
	"  score         INTEGER NOT NULL,"
	"  suppressed    INTEGER NOT NULL,"
	"  polarity      TEXT,"
	"  role          TEXT,"
	"  manner        TEXT" /* last: a case of form 1 got it later */
	");"
	/* Reports go by it: part by part, each from front to back, nothing sorted. */
	"CREATE INDEX hit_order ON hit(part, start_at);"
	/* an indicator and a person of the same document */
	"CREATE TABLE tie ("
	"  hit    INTEGER NOT NULL REFERENCES hit(n) ON DELETE CASCADE,"
	"  k      INTEGER NOT NULL,"
	"  person BLOB NOT NULL," /* id of a hit */
	"  level  TEXT NOT NULL,"
	"  PRIMARY KEY (hit, k)"
	") WITHOUT ROWID;" PEOPLE_TABLES;

const char *const store_steps[STORE_VERSION] = {
	[1] = "ALTER TABLE hit ADD COLUMN manner TEXT;"
	      "ALTER TABLE part ADD COLUMN dated TEXT;"
	      "ALTER TABLE part ADD COLUMN date INTEGER;"
	      "ALTER TABLE part ADD COLUMN thread TEXT;"
	      "UPDATE item SET retry = 1;" PEOPLE_TABLES,
};
