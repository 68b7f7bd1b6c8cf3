//! What commands say: findings and a closing line for people, or one object for programs.

use lucarne::check::{self, SiteIndex};
use lucarne::codes;
use lucarne::pipeline::Outcome;
use lucarne::public::Written;
use lucarne::report::{self, Finding, Format, Language, Severity, Text};
use lucarne::text;
use serde_json::json;
use std::io::{IsTerminal, Write};
use std::process::ExitCode;
use std::time::Duration;

/// How a command ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Status {
    /// Nothing of severity error.
    Fine,
    /// Errors were found.
    Errors,
    /// The command line is wrong.
    Usage,
}

impl From<Status> for ExitCode {
    fn from(status: Status) -> Self {
        Self::from(match status {
            Status::Fine => 0,
            Status::Errors => 1,
            Status::Usage => 2,
        })
    }
}

/// The user's terminal: in which language, and how much is said.
#[derive(Clone, Copy, Debug)]
pub struct Console {
    language: Language,
    quiet: bool,
}

impl Console {
    /// A console that speaks a language; `quiet`: only of what is wrong.
    pub fn new(language: Language, quiet: bool) -> Self {
        Self { language, quiet }
    }

    /// The language it speaks.
    pub fn language(&self) -> Language {
        self.language
    }

    /// Whether a person looks at standard error and wants to know how far things are.
    pub fn shows_progress(&self) -> bool {
        !self.quiet && std::io::stderr().is_terminal()
    }

    /// Tells something that went well, on standard error, unless it is to be quiet.
    pub fn say(&self, text: &Text) {
        if !self.quiet {
            self.error_line(text.get(self.language));
        }
    }

    /// Prints a result on standard output.
    pub fn print(&self, result: &str) {
        // A closed pipe is the reader's choice.
        let _ = std::io::stdout().write_all(result.as_bytes());
    }

    /// Shows findings on standard error. A quiet console leaves out the informations.
    pub fn show(&self, findings: &[Finding]) {
        let shown: Vec<Finding> = findings
            .iter()
            .filter(|finding| !self.quiet || finding.severity < Severity::Info)
            .cloned()
            .collect();
        if shown.is_empty() {
            return;
        }
        let stderr = std::io::stderr();
        let color = anstream::AutoStream::choice(&stderr) != anstream::ColorChoice::Never;
        self.error_line(report::terminal(&shown, self.language, color).trim_end());
    }

    /// Shows one finding that ends a command.
    pub fn fail(&self, finding: Finding) -> Status {
        self.show(&[finding]);
        Status::Errors
    }

    /// Says that the command line is wrong.
    pub fn refuse(&self, message: &Text) -> Status {
        let title = Text::new("erreur\u{a0}:", "error:");
        self.error_line(&format!(
            "{} {}",
            title.get(self.language),
            message.get(self.language)
        ));
        Status::Usage
    }

    /// Tells everything about a build: its findings, how many there are, then `success`, or `failure` where there is an
    /// error.
    pub fn conclude(
        &self,
        format: Format,
        outcome: &Outcome,
        written: &Written,
        time: Duration,
        success: &Text,
        failure: &Text,
    ) -> Status {
        let errors = outcome.findings.iter().any(Finding::is_error);
        match format {
            Format::Json => {
                let mut report = json!({
                    "pages": outcome.pages,
                    "rendered": outcome.rendered.len(),
                    "written": written.written.len(),
                    "unchanged": written.unchanged,
                    "removed": written.removed.len(),
                    "seconds": time.as_secs_f64(),
                });
                if let Some(index) = SiteIndex::of(&outcome.weights) {
                    report["ecoindex"] = index.json();
                }
                let findings = report::json(&outcome.findings, self.language);
                let all = json!({ "findings": findings, "report": report });
                self.print(&format!("{all}\n"));
            }
            Format::Sarif => {
                self.print(&check::sarif(
                    &outcome.findings,
                    &outcome.weights,
                    self.language,
                ));
                self.print("\n");
            }
            Format::Text => {
                self.show(&outcome.findings);
                if !outcome.findings.is_empty() && (errors || !self.quiet) {
                    self.error_line("");
                    for line in codes::summary(&outcome.findings) {
                        self.error_line(line.get(self.language));
                    }
                    let summary = report::summary(&outcome.findings, self.language);
                    self.error_line(&format!("\n{summary}."));
                }
                self.say(if errors { failure } else { success });
            }
        }
        if errors { Status::Errors } else { Status::Fine }
    }

    fn error_line(&self, line: &str) {
        let _ = writeln!(std::io::stderr(), "{line}");
    }
}

/// A time as people say it: `85 ms`, `1,2 s`.
pub fn duration(time: Duration) -> Text {
    if time < Duration::from_secs(1) {
        let milliseconds = time.as_millis();
        text!(fr: "{milliseconds} ms", en: "{milliseconds} ms")
    } else {
        let seconds = format!("{:.1} s", time.as_secs_f64());
        Text::new(seconds.replace('.', ","), seconds)
    }
}
