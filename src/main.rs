//! The `quintet` binary.

use std::process::ExitCode;

fn main() -> ExitCode {
    quintet::cli::main()
}
