//! Sass and SCSS files as style sheets.

use super::limits::Turn;
use crate::report::{Finding, Place, Text};
use crate::text;
use grass::{Fs, Options, OutputStyle};
use std::collections::BTreeMap;
use std::io;
use std::panic::resume_unwind;
use std::path::{Component, Path};

/// A Sass or SCSS file as it was read.
#[derive(Clone, Debug)]
pub struct SassSource {
    /// Its path below the `sass/` folder it is in, with `/`.
    pub path: String,
    /// The file, relative to the site's root: for findings.
    pub file: String,
    /// Its text.
    pub text: String,
}

/// Style sheets by their path below the output folder, and what is wrong.
type Compiled = (BTreeMap<String, String>, Vec<Finding>);

/// The compiler goes as deep as a style sheet does, and a function may call itself: with so many bytes of stack
/// [`super::Watch`] sees the memory that it takes before there is no more. Less where the system does not give that much.
const STACKS: [usize; 3] = [3 << 30, 256 << 20, 16 << 20];

/// Compiles every file of a `sass/` folder that is no partial (`_name.scss`) into a compressed style sheet: the path below
/// the output folder, and the text. A file that cannot be compiled gives a finding at the line that is wrong.
pub fn compile(files: &[SassSource]) -> Compiled {
    if files.is_empty() {
        return Compiled::default();
    }
    std::thread::scope(|scope| {
        let worker = STACKS.iter().find_map(|size| {
            let builder = std::thread::Builder::new().stack_size(*size);
            builder.spawn_scoped(scope, || compile_all(files)).ok()
        });
        match worker {
            Some(worker) => worker.join().unwrap_or_else(|panic| resume_unwind(panic)),
            None => compile_all(files),
        }
    })
}

fn compile_all(files: &[SassSource]) -> Compiled {
    let folder = Folder(
        files
            .iter()
            .map(|file| (file.path.as_str(), file))
            .collect(),
    );
    let options = Options::default()
        .style(OutputStyle::Compressed)
        .quiet(true)
        .fs(&folder);
    let mut sheets = BTreeMap::new();
    let mut origins: BTreeMap<String, &str> = BTreeMap::new();
    let mut findings = Vec::new();
    for (path, source) in &folder.0 {
        let partial = path.split('/').any(|part| part.starts_with('_'));
        let Some((stem, "scss" | "sass")) = path.rsplit_once('.') else {
            continue;
        };
        if partial {
            continue;
        }
        let output = format!("{stem}.css");
        if let Some(other) = origins.insert(output.clone(), &source.file) {
            findings.push(collision(&output, other, &source.file));
            continue;
        }
        let _turn = Turn::begin(&source.file);
        match grass::from_path(path, &options) {
            Ok(sheet) => {
                sheets.insert(output, sheet);
            }
            Err(error) => findings.push(finding(*error, source, &folder)),
        }
    }
    (sheets, findings)
}

fn collision(output: &str, first: &str, second: &str) -> Finding {
    Finding::error(
        "sass.collision",
        text!(
            fr: "« {first} » et « {second} » donnent tous les deux « {output} ».",
            en: "“{first}” and “{second}” both make “{output}”."
        ),
    )
    .at(Place::file(second))
    .help(text!(
        fr: "Renommez l'un des deux fichiers.",
        en: "Rename one of the two files."
    ))
}

fn finding(error: grass::Error, source: &SassSource, folder: &Folder<'_>) -> Finding {
    use grass::ErrorKind as Kind;
    match error.kind() {
        Kind::ParseError { message, loc, .. } => {
            let name = normal(Path::new(loc.file.name()));
            let source = folder.0.get(name.as_str()).copied().unwrap_or(source);
            let (line, column) = (loc.begin.line + 1, loc.begin.column + 1);
            let mut place = Place::line_column(&source.file, &source.text, line, column);
            if message.contains("expected \";\"")
                && let Some(above) = without_semicolon(source, line)
            {
                place = above;
            } else if message.contains("expected \"}\"")
                && let Some(open) = open_brace(&source.text)
            {
                place = Place::range(&source.file, &source.text, open..open + 1);
            }
            let (message, help) = explain(&message, &place.excerpt);
            Finding::error("sass.syntax", message).at(place).help(help)
        }
        _ => Finding::error(
            "sass.failed",
            text!(
                fr: "Cette feuille de style, ou un fichier qu'elle importe, ne peut pas être lue.",
                en: "This style sheet, or a file that it imports, cannot be read."
            ),
        )
        .at(Place::file(&source.file))
        .help(text!(
            fr: "Vérifiez que les fichiers qu'elle importe sont dans le dossier sass, et enregistrés en UTF-8.",
            en: "Check that the files it imports are in the folder sass, and saved as UTF-8."
        )),
    }
}

/// What the compiler says in plain words, and what to do.
fn explain(message: &str, line: &str) -> (Text, Text) {
    let quoted = line.split(['"', '\'']).nth(1).unwrap_or("");
    if message.contains("Can't find stylesheet") {
        return (
            text!(
                fr: "La feuille de style « {quoted} » n'existe pas.",
                en: "There is no style sheet “{quoted}”."
            ),
            text!(
                fr: "Vérifiez son nom, ou créez le fichier « _{quoted}.scss » dans le dossier sass.",
                en: "Check its name, or create the file “_{quoted}.scss” in the folder sass."
            ),
        );
    }
    if message.contains("Undefined variable") {
        (
            text!(fr: "Cette variable n'existe pas.", en: "There is no such variable."),
            text!(
                fr: "Donnez-lui une valeur plus haut, par exemple : $nom: #123456;",
                en: "Give it a value above, like: $name: #123456;"
            ),
        )
    } else if message.contains("Undefined mixin") || message.contains("Undefined function") {
        (
            text!(fr: "Ce nom n'est défini nulle part.", en: "This name is defined nowhere."),
            text!(
                fr: "Vérifiez son orthographe, et que le fichier qui le définit est bien importé.",
                en: "Check its spelling, and that the file that defines it is imported."
            ),
        )
    } else if message.contains("expected \"}\"") {
        (
            Text::new(
                "Une accolade « { » n'est jamais refermée.",
                "A brace “{” is never closed.",
            ),
            Text::new(
                "Ajoutez « } » là où la règle se termine.",
                "Add “}” where the rule ends.",
            ),
        )
    } else if message.contains("expected \";\"") || message.contains("expected \":\"") {
        (
            Text::new(
                "Il manque un « ; » à la fin de ce réglage, ou un « : » après son nom.",
                "A “;” is missing at the end of this setting, or a “:” after its name.",
            ),
            text!(
                fr: "Chaque réglage s'écrit « nom: valeur; ».",
                en: "Each setting is written “name: value;”."
            ),
        )
    } else {
        (
            text!(
                fr: "Cette feuille de style n'est pas bien écrite à cet endroit.",
                en: "This style sheet is not written correctly here."
            ),
            text!(
                fr: "Vérifiez, ici et à la ligne du dessus, les accolades, les parenthèses, les guillemets et les points-virgules.",
                en: "Check the braces, parentheses, quotation marks and semicolons, here and on the line above."
            ),
        )
    }
}

/// The setting above a line that lacks its semicolon.
fn without_semicolon(source: &SassSource, line: usize) -> Option<Place> {
    let before = source.text.lines().take(line - 1).enumerate();
    let (number, text) = before.filter(|(_, text)| !text.trim().is_empty()).last()?;
    let text = text.trim_end();
    (!text.ends_with([';', '{', '}', ','])).then(|| {
        let column = text.chars().count();
        Place::line_column(&source.file, &source.text, number + 1, column)
    })
}

/// The innermost brace that is not closed.
fn open_brace(text: &str) -> Option<usize> {
    let mut open = Vec::new();
    for (at, byte) in text.bytes().enumerate() {
        match byte {
            b'{' => open.push(at),
            b'}' => {
                open.pop();
            }
            _ => {}
        }
    }
    open.pop()
}

/// The files in memory, seen by the compiler as a folder.
#[derive(Debug)]
struct Folder<'a>(BTreeMap<&'a str, &'a SassSource>);

impl Fs for Folder<'_> {
    fn is_dir(&self, path: &Path) -> bool {
        let folder = format!("{}/", normal(path));
        self.0.keys().any(|path| path.starts_with(&folder))
    }

    fn is_file(&self, path: &Path) -> bool {
        self.0.contains_key(normal(path).as_str())
    }

    fn read(&self, path: &Path) -> io::Result<Vec<u8>> {
        self.0
            .get(normal(path).as_str())
            .map(|source| source.text.as_bytes().to_vec())
            .ok_or_else(|| io::ErrorKind::NotFound.into())
    }
}

/// A path without `.` and `..`, with `/`.
fn normal(path: &Path) -> String {
    let mut parts: Vec<&str> = Vec::new();
    for component in path.components() {
        match component {
            Component::Normal(part) => parts.extend(part.to_str()),
            Component::ParentDir => {
                parts.pop();
            }
            _ => {}
        }
    }
    parts.join("/")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn source(path: &str, text: &str) -> SassSource {
        SassSource {
            path: path.to_owned(),
            file: format!("sass/{path}"),
            text: text.to_owned(),
        }
    }

    #[test]
    fn partials_are_imported_and_make_no_sheet_of_their_own() {
        let files = [
            source(
                "css/site.scss",
                "@import '../parts/colours';\na { color: $ink; b { margin: 0 1px } }",
            ),
            source("parts/_colours.scss", "$ink: #123456;"),
        ];
        let (sheets, findings) = compile(&files);
        assert!(findings.is_empty(), "{findings:?}");
        assert_eq!(sheets.len(), 1);
        assert_eq!(sheets["css/site.css"], "a{color:#123456}a b{margin:0 1px}");
    }

    #[test]
    fn an_error_has_the_line_of_the_file_that_is_wrong() {
        let files = [
            source("site.scss", "a { b: c }\n@import 'part';"),
            source("_part.scss", "\n\np { color: $unknown; }"),
        ];
        let (sheets, findings) = compile(&files);
        assert!(sheets.is_empty());
        let place = findings[0]
            .place
            .as_ref()
            .map(|p| (p.file.as_str(), p.line));
        assert_eq!(place, Some(("sass/_part.scss", 3)));
    }
}
