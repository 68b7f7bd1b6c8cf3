//! What ends the command line before a command runs: help, version, or a mistake told in the user's language.

use clap::error::{ContextKind, ContextValue, Error, ErrorKind};
use lucarne::report::{Language, Text};
use lucarne::text;
use std::io::Write;
use std::process::ExitCode;

/// Why no command runs.
pub struct Stop {
    error: Error,
    language: Language,
}

impl Stop {
    /// From what clap says.
    pub fn new(error: Error, language: Language) -> Self {
        Self { error, language }
    }

    /// Shows it: help and version on standard output (status 0), a mistake on standard error (status 2).
    pub fn print(&self) -> ExitCode {
        match self.error.kind() {
            ErrorKind::DisplayHelp
            | ErrorKind::DisplayVersion
            | ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand => {
                // A closed pipe is the reader's choice.
                let _ = self.error.print();
            }
            _ => {
                let message = self.message();
                let title = Text::new("erreur\u{a0}:", "error:");
                let more = Text::new(
                    "Pour en savoir plus : lucarne --help",
                    "For more: lucarne --help",
                );
                let mut stderr = anstream::stderr();
                let style = anstyle::AnsiColor::Red.on_default().bold();
                let _ = writeln!(
                    stderr,
                    "{style}{}{style:#} {}\n\n{}",
                    title.get(self.language),
                    message.get(self.language),
                    more.get(self.language),
                );
            }
        }
        ExitCode::from(u8::try_from(self.error.exit_code()).unwrap_or(2))
    }

    fn message(&self) -> Text {
        let option = self.said(ContextKind::InvalidArg);
        let value = self.said(ContextKind::InvalidValue);
        let message = match self.error.kind() {
            ErrorKind::InvalidSubcommand => {
                let name = self.said(ContextKind::InvalidSubcommand);
                text!(fr: "« {name} » n'est pas une commande de Lucarne.", en: "“{name}” is not a command of Lucarne.")
            }
            ErrorKind::UnknownArgument => {
                text!(fr: "l'option « {option} » n'existe pas ici.", en: "there is no option “{option}” here.")
            }
            ErrorKind::InvalidValue | ErrorKind::ValueValidation if value.is_empty() => {
                text!(fr: "il manque une valeur après « {option} ».", en: "a value is missing after “{option}”.")
            }
            ErrorKind::InvalidValue | ErrorKind::ValueValidation => text!(
                fr: "« {value} » ne convient pas pour « {option} ».",
                en: "“{value}” will not do for “{option}”.",
            ),
            ErrorKind::MissingRequiredArgument => {
                text!(fr: "il manque {option}.", en: "{option} is missing.")
            }
            ErrorKind::ArgumentConflict => {
                text!(fr: "« {option} » est donné deux fois.", en: "“{option}” is given twice.")
            }
            ErrorKind::TooManyValues | ErrorKind::WrongNumberOfValues => {
                text!(fr: "« {option} » a trop de valeurs.", en: "“{option}” has too many values.")
            }
            ErrorKind::InvalidUtf8 => Text::new(
                "un des mots de la commande contient des signes illisibles.",
                "one of the words of the command has unreadable characters.",
            ),
            ErrorKind::MissingSubcommand => {
                Text::new("il manque une commande.", "a command is missing.")
            }
            _ => Text::new(
                "la commande n'est pas comprise.",
                "the command is not understood.",
            ),
        };
        self.with_suggestion(message)
    }

    fn with_suggestion(&self, message: Text) -> Text {
        let near = [
            ContextKind::SuggestedSubcommand,
            ContextKind::SuggestedArg,
            ContextKind::SuggestedValue,
        ]
        .into_iter()
        .map(|kind| self.said(kind))
        .find(|near| !near.is_empty());
        let valid = self.said(ContextKind::ValidValue);
        let Text { fr, en } = message;
        match near {
            Some(near) => {
                text!(fr: "{fr} Vouliez-vous écrire « {near} » ?", en: "{en} Did you mean “{near}”?")
            }
            None if !valid.is_empty() => {
                text!(fr: "{fr} Valeurs possibles : {valid}.", en: "{en} Possible values: {valid}.")
            }
            None => Text { fr, en },
        }
    }

    /// What clap says about one thing, empty where it says nothing.
    fn said(&self, kind: ContextKind) -> String {
        match self.error.get(kind) {
            Some(ContextValue::String(value)) => value.clone(),
            Some(ContextValue::Strings(values)) => values.join(", "),
            _ => String::new(),
        }
    }
}
