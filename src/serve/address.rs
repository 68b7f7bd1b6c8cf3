//! Where the preview listens, and what it is called.

use crate::report::{Finding, Language, Text};
use crate::text;
use anstyle::AnsiColor;
use qrcode::render::unicode::Dense1x2;
use qrcode::{EcLevel, QrCode};
use std::collections::hash_map::RandomState;
use std::hash::BuildHasher;
use std::io::{self, Write};
use std::net::{IpAddr, Ipv4Addr, SocketAddr, TcpListener, UdpSocket};
use std::process::{Command, Stdio};

const USUAL_PORT: u16 = 1111;

/// A bound address.
pub(super) struct Address {
    bound: SocketAddr,
    /// What a device other than this one must show.
    pub token: String,
}

impl Address {
    /// Listens at the port asked for, else at the usual one or the next free one.
    pub fn listen(
        interface: IpAddr,
        port: Option<u16>,
    ) -> Result<(TcpListener, Self), Box<Finding>> {
        let listener = match port {
            Some(port) => TcpListener::bind((interface, port)),
            None => (USUAL_PORT..USUAL_PORT + 10)
                .chain([0])
                .map(|port| TcpListener::bind((interface, port)))
                .find(|result| !matches!(result, Err(error) if is_taken(error)))
                .unwrap_or_else(|| Err(io::ErrorKind::AddrInUse.into())),
        };
        let failed = |error: &io::Error| cannot_listen(error, interface, port);
        let listener = listener.map_err(|error| failed(&error))?;
        let bound = listener.local_addr().map_err(|error| failed(&error))?;
        listener
            .set_nonblocking(true)
            .map_err(|error| failed(&error))?;
        let token = token();
        Ok((listener, Self { bound, token }))
    }

    /// The site's address while it is previewed, without a slash at the end.
    pub fn base_url(&self) -> String {
        let ip = if self.bound.ip().is_unspecified() {
            own_ip().unwrap_or(IpAddr::V4(Ipv4Addr::LOCALHOST))
        } else {
            self.bound.ip()
        };
        format!("http://{}", SocketAddr::new(ip, self.bound.port()))
    }

    /// Its port.
    pub fn port(&self) -> u16 {
        self.bound.port()
    }

    /// Prints where to look.
    pub fn announce(&self, language: Language) {
        let base_url = self.base_url();
        let mut lines = text!(fr: "Aperçu\u{a0}: {base_url}/", en: "Preview: {base_url}/")
            .get(language)
            .to_owned();
        if !self.bound.ip().is_loopback() {
            let link = format!("{base_url}/?token={}", self.token);
            let note = text!(
                fr: "Sur un téléphone ou un autre appareil du même réseau\u{a0}: {link}",
                en: "On a phone or another device of the same network: {link}",
            );
            lines = format!("{lines}\n{}\n{}", note.get(language), picture(&link));
        }
        let mut out = anstream::stdout();
        let _ = writeln!(out, "{}", lines.trim_end()).and_then(|()| out.flush());
    }

    /// Opens the site in a browser; says so where that fails.
    pub fn open(&self, language: Language) {
        let url = format!("{}/", self.base_url());
        let (program, arguments): (&str, &[&str]) = if cfg!(target_os = "macos") {
            ("open", &[])
        } else if cfg!(windows) {
            ("cmd", &["/C", "start", ""])
        } else {
            ("xdg-open", &[])
        };
        let started = Command::new(program)
            .args(arguments)
            .arg(url)
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn();
        if started.is_err() {
            let note = Text::new(
                "Aucun navigateur n'a pu être ouvert\u{a0}: recopiez l'adresse ci-dessus dans le vôtre.",
                "No browser could be opened: copy the address above into yours.",
            );
            let _ = writeln!(io::stderr(), "{}", note.get(language));
        }
    }
}

/// A link as a QR code for the terminal, light on dark where there are no colours; nothing where the link is too long.
fn picture(link: &str) -> String {
    let Ok(code) = QrCode::with_error_correction_level(link, EcLevel::L) else {
        return String::new();
    };
    let picture = code
        .render::<Dense1x2>()
        .dark_color(Dense1x2::Light)
        .light_color(Dense1x2::Dark)
        .build();
    let colours = AnsiColor::BrightWhite.on(AnsiColor::Black);
    let line = |line: &str| format!("{colours}{line}{colours:#}\n");
    picture.lines().map(line).collect()
}

fn is_taken(error: &io::Error) -> bool {
    matches!(
        error.kind(),
        io::ErrorKind::AddrInUse | io::ErrorKind::PermissionDenied
    )
}

fn cannot_listen(error: &io::Error, interface: IpAddr, port: Option<u16>) -> Box<Finding> {
    let port = port.unwrap_or(USUAL_PORT);
    Box::new(match error.kind() {
        io::ErrorKind::AddrInUse => Finding::error(
            "serve.port-taken",
            text!(
                fr: "Le port {port} est déjà pris par un autre programme.",
                en: "Port {port} is taken by another program.",
            ),
        )
        .help(Text::new(
            "Fermez l'autre programme, choisissez un autre port, ou enlevez --port : un port libre sera trouvé.",
            "Close the other program, choose another port, or leave out --port: a free port will be found.",
        )),
        io::ErrorKind::PermissionDenied => Finding::error(
            "serve.port-forbidden",
            text!(
                fr: "Vous n'avez pas le droit d'utiliser le port {port}.",
                en: "You are not allowed to use port {port}.",
            ),
        )
        .help(Text::new(
            "Choisissez un port au-dessus de 1024, comme 1111.",
            "Choose a port above 1024, like 1111.",
        )),
        _ => Finding::error(
            "serve.address",
            text!(
                fr: "L'adresse {interface} n'est pas une adresse de cet ordinateur.",
                en: "{interface} is not an address of this computer.",
            ),
        )
        .help(Text::new(
            "Enlevez --interface pour un aperçu sur cet ordinateur, ou écrivez 0.0.0.0 pour tout le réseau.",
            "Leave out --interface for a preview on this computer, or write 0.0.0.0 for the whole network.",
        )),
    })
}

/// The address that this computer would send from to the rest of the world. Nothing is sent.
fn own_ip() -> Option<IpAddr> {
    const DOCUMENTATION_ONLY: (Ipv4Addr, u16) = (Ipv4Addr::new(192, 0, 2, 1), 9);
    let socket = UdpSocket::bind((Ipv4Addr::UNSPECIFIED, 0)).ok()?;
    socket.connect(DOCUMENTATION_ONLY).ok()?;
    Some(socket.local_addr().ok()?.ip())
}

/// 128 bits that cannot be guessed: the system seeds these hashers.
fn token() -> String {
    let half = || RandomState::new().hash_one(());
    format!("{:016x}{:016x}", half(), half())
}
