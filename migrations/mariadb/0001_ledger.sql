-- What was applied, and what is being applied. Everything else is made from the model files.
CREATE TABLE quintet_ledger (
  name varchar(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL PRIMARY KEY,
  value longtext NOT NULL
) ENGINE=InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin;
CREATE TABLE quintet_journal (
  id bigint NOT NULL AUTO_INCREMENT PRIMARY KEY,
  written_at datetime(3) NOT NULL DEFAULT current_timestamp(3),
  plan varchar(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  step longtext NOT NULL,
  state varchar(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL
) ENGINE=InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin;
