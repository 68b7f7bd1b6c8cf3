//! How soon a saved change is seen in the preview, over HTTP: `cargo bench --bench preview -- [PAGES] [--hugo PROGRAM]`.
//!
//! Makes a site of so many pages (1,000 unless told), starts the preview, and edits: 15 times each kind, in turns by plain
//! overwriting and by renaming a new file over the old one. A time runs from the completed save to the first answer with
//! the new text; ready is the preview when the home page is answered, and whole when the last page is, side by side with a
//! build of the same site that writes nothing. With `--hugo`, `hugo server` does the same edits on the same text, in turns with Lucarne.

use lucarne::pipeline::{Mode, Options, Sink, Workshop};
use lucarne::report::Finding;
use std::fmt::Write as _;
use std::fs;
use std::io::{Read, Write};
use std::net::TcpStream;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

/// As the program's.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

const EDITS: usize = 15;
const SECTIONS: usize = 20;
const WORDS: [&str; 24] = [
    "atelier",
    "chemin",
    "choix",
    "confiance",
    "culture",
    "demande",
    "droit",
    "espace",
    "famille",
    "groupe",
    "jeune",
    "logement",
    "maison",
    "mois",
    "parcours",
    "porte",
    "projet",
    "quartier",
    "question",
    "rencontre",
    "sport",
    "temps",
    "travail",
    "village",
];

fn main() {
    if let Some(site) = std::env::args().skip_while(|word| word != BARE).nth(1) {
        return build_without_writing(Path::new(&site));
    }
    let mut pages = 1_000;
    let mut hugo = None;
    let mut arguments = std::env::args()
        .skip(1)
        .filter(|argument| argument != "--bench");
    while let Some(argument) = arguments.next() {
        match argument.as_str() {
            "--hugo" => hugo = arguments.next(),
            number => pages = number.parse().expect("a number of pages"),
        }
    }
    let work = tempfile::tempdir().expect("a temporary folder");
    let mut tools = vec![Tool::lucarne(work.path(), pages)];
    tools.extend(hugo.map(|program| Tool::hugo(work.path(), pages, &program)));
    println!("{pages} pages, median of {EDITS} edits (least to most), milliseconds");
    for tool in &mut tools {
        println!(
            "{:8} ready after {:.0}, whole after {:.0}",
            tool.name,
            tool.ready.as_secs_f64() * 1e3,
            tool.whole.as_secs_f64() * 1e3
        );
    }
    compare_first_builds(&tools[0].site);
    for kind in [
        Kind::Body,
        Kind::Title,
        Kind::Template,
        Kind::New,
        Kind::Deleted,
    ] {
        let mut times = vec![Vec::new(); tools.len()];
        for round in 0..EDITS {
            for (tool, times) in tools.iter_mut().zip(&mut times) {
                times.push(tool.edit(kind, round));
                std::thread::sleep(Duration::from_millis(200 + pages as u64 / 20));
            }
        }
        for (tool, times) in tools.iter().zip(&mut times) {
            times.sort_by(f64::total_cmp);
            let (median, least, most) = (times[EDITS / 2], times[0], times[EDITS - 1]);
            println!(
                "{:8} {:9} {median:7.1}   ({least:.1} to {most:.1})",
                tool.name,
                kind.name()
            );
        }
    }
    for tool in &mut tools {
        tool.rest();
    }
}

/// Asks this program for a build that writes nothing, in a process of its own.
const BARE: &str = "--without-writing";

/// Takes outputs, and keeps none.
struct Nowhere;

impl Sink for Nowhere {
    fn put(&self, _: &str, _: Vec<u8>) -> Result<bool, Box<Finding>> {
        Ok(true)
    }

    fn copy(&self, _: &str, _: &Path) -> Result<bool, Box<Finding>> {
        Ok(true)
    }

    fn keep(&self, _: &str) {}
}

fn build_without_writing(site: &Path) {
    let outcome = Workshop::new(Options::new(site, Mode::Build)).build(&Nowhere, None, &[]);
    assert!(outcome.usable, "{:?}", outcome.findings);
}

/// Starts previews and makes builds that write nothing, in turns.
fn compare_first_builds(site: &Path) {
    const ROUNDS: usize = 5;
    let mut times = [const { Vec::new() }; 3];
    for _ in 0..ROUNDS {
        let start = Instant::now();
        let program = std::env::current_exe().expect("this program");
        let status = Command::new(program).arg(BARE).arg(site).status();
        assert!(status.expect("this program").success());
        times[0].push(start.elapsed());
        let again = Tool::lucarne_at(site.to_owned());
        times[1].push(again.ready);
        times[2].push(again.whole);
    }
    let [bare, ready, whole] = times.map(|mut times| {
        times.sort();
        times[ROUNDS / 2].as_secs_f64() * 1e3
    });
    println!(
        "lucarne  median of {ROUNDS}: a build without writing {bare:.0}, ready {ready:.0}, whole {whole:.0}"
    );
}

/// What is changed.
#[derive(Clone, Copy)]
enum Kind {
    Body,
    Title,
    Template,
    New,
    Deleted,
}

impl Kind {
    fn name(self) -> &'static str {
        match self {
            Self::Body => "body",
            Self::Title => "title",
            Self::Template => "template",
            Self::New => "new page",
            Self::Deleted => "deleted",
        }
    }
}

/// A generator that previews its own copy of the site.
struct Tool {
    name: &'static str,
    site: PathBuf,
    template: PathBuf,
    port: u16,
    process: Child,
    /// Until the home page was answered.
    ready: Duration,
    /// Until the page that is made last was answered.
    whole: Duration,
}

impl Tool {
    fn lucarne(work: &Path, pages: usize) -> Self {
        let site = work.join("lucarne");
        content(&site, pages, |number| format!("p{number:06}.md"));
        write(
            &site.join("lucarne.yaml"),
            "base_url: https://example.org\ntitle: Essai\ndefault_language: fr\ntaxonomies: [{name: tags, paginate_by: 20}]\n",
        );
        let base = "<!doctype html><html lang=\"fr\"><title>{% block title %}{% endblock %}</title>{% block main %}{% endblock %}</html>";
        let list = "{% for p in paginator.pages %}<a href=\"{{ p.permalink }}\">{{ p.title }}</a>{% endfor %}";
        let page = "{% extends \"base.html\" %}{% block title %}{{ page.title }}{% endblock %}{% block main %}<h1>{{ page.title }}</h1>{{ page.content | safe }}{% if page.lower %}<a href=\"{{ page.lower.permalink }}\">{{ page.lower.title }}</a>{% endif %}{% for tag in page.taxonomies.tags %}<a href=\"{{ get_taxonomy_url(kind=\"tags\", term=tag) }}\">{{ tag }}</a>{% endfor %}{% endblock %}";
        let section =
            format!("{{% extends \"base.html\" %}}{{% block main %}}{list}{{% endblock %}}");
        for (name, text) in [
            ("base.html", base),
            (
                "index.html",
                "{% extends \"base.html\" %}{% block main %}{% for s in section.subsections %}{% set sub = get_section(path=s) %}{{ sub.title }}{% endfor %}{% endblock %}",
            ),
            ("page.html", page),
            ("section.html", &section),
            (
                "taxonomy_list.html",
                "{% for t in terms %}{{ t.name }}{% endfor %}",
            ),
            ("taxonomy_single.html", list),
        ] {
            write(&site.join("templates").join(name), text);
        }
        Self::lucarne_at(site)
    }

    fn lucarne_at(site: PathBuf) -> Self {
        let template = site.join("templates/page.html");
        let port = free_port();
        let mut command = Command::new(env!("CARGO_BIN_EXE_lucarne"));
        command.args(["serve", "--port", &port.to_string()]);
        Self::start("lucarne", command, site, template, port)
    }

    fn hugo(work: &Path, pages: usize, program: &str) -> Self {
        let site = work.join("hugo");
        content(&site, pages, |number| format!("p{number:06}.md"));
        write(
            &site.join("hugo.toml"),
            "baseURL = \"https://example.org\"\ntitle = \"Essai\"\nlanguageCode = \"fr\"\n[pagination]\npagerSize = 20\n[taxonomies]\ntag = \"tags\"\n",
        );
        let list =
            "{{ range .Paginator.Pages }}<a href=\"{{ .Permalink }}\">{{ .Title }}</a>{{ end }}";
        let page = "<h1>{{ .Title }}</h1>{{ .Content }}{{ with .NextInSection }}<a href=\"{{ .Permalink }}\">{{ .Title }}</a>{{ end }}{{ range .GetTerms \"tags\" }}<a href=\"{{ .Permalink }}\">{{ .Title }}</a>{{ end }}";
        for (name, text) in [
            ("single.html", page),
            ("list.html", list),
            ("index.html", "<p>{{ .Title }}</p>"),
        ] {
            let whole = format!(
                "<!doctype html><html lang=\"fr\"><title>{{{{ .Title }}}}</title>{text}</html>"
            );
            write(&site.join("layouts/_default").join(name), &whole);
        }
        let template = site.join("layouts/_default/single.html");
        let port = free_port();
        let mut command = Command::new(program);
        command.args(["server", "--renderToMemory", "--port", &port.to_string()]);
        Self::start("hugo", command, site, template, port)
    }

    fn start(
        name: &'static str,
        mut command: Command,
        site: PathBuf,
        template: PathBuf,
        port: u16,
    ) -> Self {
        let start = Instant::now();
        let process = command
            .current_dir(&site)
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .expect("the program starts");
        let mut tool = Self {
            name,
            site,
            template,
            port,
            process,
            ready: Duration::ZERO,
            whole: Duration::ZERO,
        };
        tool.wait("/", |answer| answer.starts_with("HTTP/1.1 200"));
        tool.ready = start.elapsed();
        tool.wait("/nowhere/", |answer| answer.starts_with("HTTP/1.1 404"));
        tool.whole = start.elapsed();
        std::thread::sleep(Duration::from_secs(1));
        tool
    }

    /// Makes an edit, and gives the milliseconds until it is seen.
    fn edit(&self, kind: Kind, round: usize) -> f64 {
        let page = self.site.join("content/s00/p000000.md");
        let new = self.site.join("content/s00/nouveau.md");
        let mark = format!("marque{}n{round}x", kind as usize);
        let by_rename = round % 2 == 1;
        match kind {
            Kind::Body => {
                save(
                    &page,
                    &(text(0, "Titre") + "\n\n" + &mark + "\n"),
                    by_rename,
                );
                self.until("/s00/p000000/", |answer| answer.contains(&mark))
            }
            Kind::Title => {
                save(&page, &text(0, &mark), by_rename);
                self.until("/s00/", |answer| answer.contains(&mark))
            }
            Kind::Template => {
                let old = fs::read_to_string(&self.template).expect("the template");
                save(
                    &self.template,
                    &old.replace("<h1", &format!("<h1 data-{mark}")),
                    by_rename,
                );
                let time = self.until("/s00/p000000/", |answer| answer.contains(&mark));
                save(&self.template, &old, false);
                self.until("/s00/p000000/", |answer| !answer.contains(&mark));
                time
            }
            Kind::New | Kind::Deleted => {
                save(&new, &text(1, &mark), by_rename);
                let made = self.until("/s00/nouveau/", |answer| answer.contains(&mark));
                if matches!(kind, Kind::Deleted) {
                    std::thread::sleep(Duration::from_millis(500));
                }
                fs::remove_file(&new).expect("the new page");
                let gone = self.until("/s00/nouveau/", |answer| answer.starts_with("HTTP/1.1 404"));
                if matches!(kind, Kind::New) {
                    made
                } else {
                    gone
                }
            }
        }
    }

    fn until(&self, path: &str, seen: impl Fn(&str) -> bool) -> f64 {
        let start = Instant::now();
        match self.wait(path, seen) {
            true => start.elapsed().as_secs_f64() * 1e3,
            false => f64::INFINITY,
        }
    }

    /// Asks for a page until the answer is right.
    /// False where it stays wrong for half a minute.
    fn wait(&self, path: &str, right: impl Fn(&str) -> bool) -> bool {
        let end = Instant::now() + Duration::from_secs(30);
        while Instant::now() < end {
            if get(self.port, path).is_some_and(|answer| right(&answer)) {
                return true;
            }
            std::thread::sleep(Duration::from_millis(1));
        }
        false
    }

    /// Tells of processor use at rest, and of memory.
    fn rest(&mut self) {
        let of = |file: &str| {
            fs::read_to_string(format!("/proc/{}/{file}", self.process.id())).unwrap_or_default()
        };
        let ticks = || -> u64 {
            let stat = of("stat");
            let fields: Vec<u64> = stat
                .rsplit(')')
                .next()
                .unwrap_or("")
                .split(' ')
                .skip(12)
                .take(2)
                .filter_map(|n| n.parse().ok())
                .collect();
            fields.iter().sum()
        };
        let before = ticks();
        std::thread::sleep(Duration::from_secs(10));
        let used = ticks() - before;
        let memory = of("status");
        let resident = memory
            .lines()
            .find(|line| line.starts_with("VmRSS"))
            .unwrap_or("VmRSS: unknown");
        println!(
            "{:8} at rest: {used} hundredths of a second of processor in 10 s; {resident}",
            self.name
        );
    }
}

impl Drop for Tool {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

fn get(port: u16, path: &str) -> Option<String> {
    let mut stream = TcpStream::connect(("127.0.0.1", port)).ok()?;
    write!(
        stream,
        "GET {path} HTTP/1.1\r\nHost: localhost:{port}\r\nConnection: close\r\n\r\n"
    )
    .ok()?;
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer).ok()?;
    Some(String::from_utf8_lossy(&answer).into_owned())
}

fn free_port() -> u16 {
    let listener = std::net::TcpListener::bind(("127.0.0.1", 0)).expect("a free port");
    listener.local_addr().expect("its address").port()
}

/// Saves a file as an editor does: over the old one, or beside it and then in its place.
fn save(file: &Path, text: &str, by_rename: bool) {
    if by_rename {
        let beside = file.with_extension("new~");
        fs::write(&beside, text).expect("a new file");
        fs::rename(&beside, file).expect("the file");
    } else {
        fs::write(file, text).expect("the file");
    }
}

fn content(site: &Path, pages: usize, name: impl Fn(usize) -> String) {
    write(
        &site.join("content/_index.md"),
        "---\ntitle: Accueil\n---\n",
    );
    for section in 0..SECTIONS {
        let index =
            format!("---\ntitle: Rubrique {section}\nsort_by: date\npaginate_by: 20\n---\n");
        write(
            &site.join(format!("content/s{section:02}/_index.md")),
            &index,
        );
    }
    for number in 0..pages {
        let path = format!("content/s{:02}/{}", number % SECTIONS, name(number));
        write(&site.join(path), &text(number, &format!("Page {number}")));
    }
}

/// A page of some 600 words. The first one is the newest, so that lists begin with it.
fn text(number: usize, title: &str) -> String {
    let word = |at: usize| WORDS[(number.wrapping_mul(31) + at.wrapping_mul(at + 7)) % WORDS.len()];
    let (year, month, day) = match number {
        0 => (2025, 12, 31),
        _ => (2025 - number % 20, 1 + number % 12, 1 + number % 28),
    };
    let mut text = format!(
        "---\ntitle: \"{title}\"\ndate: {year}-{month:02}-{day:02}\ntaxonomies:\n  tags: [{}, {}]\n---\n",
        word(1),
        word(2)
    );
    for paragraph in 0..12 {
        if paragraph % 4 == 0 {
            let _ = write!(
                text,
                "\n## {} et {}\n",
                word(paragraph),
                word(paragraph + 1)
            );
        }
        text.push('\n');
        for at in 0..50 {
            let shown = word(paragraph * 50 + at);
            let _ = match at % 17 {
                5 => write!(text, "**{shown}** "),
                11 => write!(text, "*{shown}* "),
                _ => write!(text, "{shown} "),
            };
        }
        text.push_str("enfin.\n");
    }
    text
}

fn write(file: &Path, text: &str) {
    fs::create_dir_all(file.parent().expect("a folder")).expect("the folder");
    fs::write(file, text).expect("a file of the site");
}
