//! A storage service in a process of its own, which tells its address when it is ready.

use std::{
    io::{BufRead as _, BufReader, Read, Write as _},
    net::{SocketAddr, TcpStream},
    process::{Child, Command, Stdio},
};

/// Where a program tells its address.
pub(super) enum Speaks {
    Out,
    Error,
}

/// Ended when it is dropped.
pub(super) struct Program {
    process: Child,
    pub(super) address: SocketAddr,
}

impl Drop for Program {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

impl Program {
    /// Nothing, said by name, where the variable with the executable is not set.
    pub(super) fn start(
        (name, variable): (&str, &str),
        arguments: &[&str],
        speaks: Speaks,
        address: impl Fn(&str) -> Option<SocketAddr>,
    ) -> Option<Self> {
        let Some(executable) = std::env::var_os(variable) else {
            println!("skipped: {name} ({variable} is not set)");
            return None;
        };
        let mut command = Command::new(executable);
        command
            .args(arguments)
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null());
        let told: Box<dyn Read + Send>;
        let process;
        match speaks {
            Speaks::Out => {
                let mut child = command.stdout(Stdio::piped()).spawn().unwrap();
                told = Box::new(child.stdout.take().unwrap());
                process = child;
            }
            Speaks::Error => {
                let mut child = command.stderr(Stdio::piped()).spawn().unwrap();
                told = Box::new(child.stderr.take().unwrap());
                process = child;
            }
        }
        let mut lines = BufReader::new(told).lines();
        let address = lines.find_map(|line| address(&line.ok()?)).unwrap();
        // Its log is read on, so that it never waits for somebody to read it.
        std::thread::spawn(move || lines.for_each(drop));
        Some(Self { process, address })
    }
}

/// Sends a request as it stands and gives the whole answer.
pub(super) fn request(address: SocketAddr, text: &str) -> String {
    let mut stream = TcpStream::connect(address).unwrap();
    stream.write_all(text.as_bytes()).unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).unwrap();
    answer
}
