//! A mail server for tests: takes letters, and misbehaves when it is told to.

use std::{
    collections::VecDeque,
    net::SocketAddr,
    sync::{Arc, Mutex},
};

use tokio::{
    io::{AsyncBufReadExt, AsyncWriteExt, BufReader},
    net::{TcpListener, TcpStream},
};

/// Listens until it is dropped with its runtime.
pub struct Sink {
    pub address: SocketAddr,
    state: Arc<State>,
}

#[derive(Default)]
struct State {
    received: Mutex<Vec<Received>>,
    heard: Mutex<Vec<String>>,
    answers: Mutex<VecDeque<Answers>>,
}

/// How one connection is answered; without one it is friendly.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Answers {
    HangUp,
    /// Takes the connection and never says a word.
    Silence,
    Busy,
    NoSuchMailbox,
    /// Takes everything and never says that it has.
    Stall,
}

#[derive(Debug, Clone, Default)]
pub struct Received {
    pub from: String,
    pub to: Vec<String>,
    /// Head and body as they came.
    pub data: String,
}

impl Sink {
    pub async fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let state = Arc::new(State::default());
        let shared = state.clone();
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                tokio::spawn(converse(stream, shared.clone()));
            }
        });
        Self { address, state }
    }

    /// How the next connections are answered.
    pub fn answer(&self, answers: impl IntoIterator<Item = Answers>) {
        self.state.answers.lock().unwrap().extend(answers);
    }

    pub fn received(&self) -> Vec<Received> {
        self.state.received.lock().unwrap().clone()
    }

    /// Every line of every client, but for letters.
    pub fn heard(&self) -> Vec<String> {
        self.state.heard.lock().unwrap().clone()
    }
}

impl Received {
    /// Without the encodings that mail wraps texts in.
    pub fn decoded(&self) -> String {
        let text = self.data.replace("=\r\n", "");
        let mut bytes = Vec::new();
        let mut rest = text.as_bytes();
        while let Some((first, tail)) = rest.split_first() {
            let code = tail.get(..2).and_then(|code| std::str::from_utf8(code).ok());
            let code = code.and_then(|code| u8::from_str_radix(code, 16).ok());
            match code.filter(|_| *first == b'=') {
                Some(byte) => {
                    bytes.push(byte);
                    rest = &tail[2..];
                }
                None => {
                    bytes.push(*first);
                    rest = tail;
                }
            }
        }
        String::from_utf8_lossy(&bytes).into_owned()
    }

    /// The first link in the letter.
    pub fn link(&self) -> String {
        let text = self.decoded();
        let start = text.find("http").unwrap();
        text[start..].split_whitespace().next().unwrap().to_owned()
    }
}

async fn converse(stream: TcpStream, state: Arc<State>) {
    let answers = state.answers.lock().unwrap().pop_front();
    let (reading, mut writing) = stream.into_split();
    let mut lines = BufReader::new(reading).lines();
    match answers {
        Some(Answers::HangUp) => return,
        Some(Answers::Silence) => {
            while let Ok(Some(_)) = lines.next_line().await {}
            return;
        }
        _ => {}
    }
    let mut mail = Received::default();
    let mut say = async |text: &str| writing.write_all(format!("{text}\r\n").as_bytes()).await.is_ok();
    if !say("220 sink ESMTP").await {
        return;
    }
    while let Ok(Some(line)) = lines.next_line().await {
        state.heard.lock().unwrap().push(line.clone());
        let address = || {
            let inside = line.split_once('<').map_or("", |(_, rest)| rest);
            inside.split('>').next().unwrap_or_default().to_owned()
        };
        let verb = line.split(' ').next().unwrap_or_default().to_ascii_uppercase();
        let is_open = match verb.as_str() {
            "EHLO" | "HELO" => say("250-sink\r\n250-8BITMIME\r\n250 AUTH PLAIN LOGIN").await,
            "MAIL" if answers == Some(Answers::Busy) => say("451 try again later").await,
            "MAIL" => {
                mail.from = address();
                say("250 ok").await
            }
            "RCPT" if answers == Some(Answers::NoSuchMailbox) => say("550 no such mailbox").await,
            "RCPT" => {
                mail.to.push(address());
                say("250 ok").await
            }
            "DATA" => {
                if !say("354 go on").await {
                    return;
                }
                while let Ok(Some(line)) = lines.next_line().await {
                    if line == "." {
                        break;
                    }
                    mail.data.push_str(line.strip_prefix('.').unwrap_or(&line));
                    mail.data.push_str("\r\n");
                }
                state.received.lock().unwrap().push(std::mem::take(&mut mail));
                if answers == Some(Answers::Stall) {
                    std::future::pending::<()>().await;
                }
                say("250 taken").await
            }
            "QUIT" => {
                say("221 bye").await;
                return;
            }
            _ => say("250 ok").await,
        };
        if !is_open {
            return;
        }
    }
}
