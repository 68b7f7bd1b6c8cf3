//! The command line as clap reads it. Help and error messages exist in French and English; the English texts stand here,
//! the French ones in `french.rs`.

mod french;
mod mistake;

use clap::{ArgAction, Args, CommandFactory, FromArgMatches, Parser, Subcommand, ValueEnum};
use lucarne::report::{Format, Language};
use std::ffi::OsString;
use std::net::{IpAddr, Ipv4Addr};
use std::path::PathBuf;

pub use mistake::Stop;

/// Turns pages written in Markdown into a website
#[derive(Debug, Parser)]
#[command(
    name = "lucarne",
    version,
    disable_help_flag = true,
    disable_version_flag = true,
    disable_help_subcommand = true,
    arg_required_else_help = true,
    max_term_width = 100
)]
pub struct Cli {
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
    /// Which site.
    #[command(flatten)]
    pub site: SiteArguments,
    /// How to speak.
    #[command(flatten)]
    pub voice: VoiceArguments,
    /// Show the version
    #[arg(short = 'V', long, action = ArgAction::Version)]
    version: Option<bool>,
}

/// Which site a command works on.
#[derive(Debug, Args)]
pub struct SiteArguments {
    /// The site's folder (default: the current folder or the nearest one above it that holds a site)
    #[arg(short, long, value_name = "DIR", global = true)]
    pub root: Option<PathBuf>,
    /// Another configuration file than lucarne.yaml
    #[arg(short, long, value_name = "FILE", global = true)]
    pub config: Option<PathBuf>,
}

/// How Lucarne speaks.
#[derive(Debug, Args)]
pub struct VoiceArguments {
    /// The language of the messages: fr or en (default: the one of your system)
    #[arg(long, value_name = "LANG", global = true, hide_possible_values = true)]
    pub lang: Option<LanguageArgument>,
    /// Say nothing but what is wrong
    #[arg(short, long, global = true)]
    pub quiet: bool,
    /// Show this help
    #[arg(short, long, action = ArgAction::Help, global = true)]
    help: Option<bool>,
}

/// The commands.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Build the site into its output folder
    Build(Build),
    /// Preview the site in a browser, rebuilt at each change
    Serve(Serve),
    /// Look for mistakes, without publishing anything
    Check(Check),
    /// Explain a message or a rule by its code, or list them all
    Explain(Explain),
    /// Start a new site
    Init(Init),
    /// Add a page to the site
    New(New),
    /// Print the completions for a shell
    Completion {
        /// bash, elvish, fish, powershell or zsh
        #[arg(value_name = "SHELL", hide_possible_values = true)]
        shell: clap_complete::Shell,
    },
    /// Print the manual page, or that of a command
    Man {
        /// The command to explain
        #[arg(value_name = "COMMAND")]
        command: Option<String>,
    },
}

/// What `build` is asked.
#[derive(Debug, Args)]
pub struct Build {
    /// Where to put the site (default: public, or as configured)
    #[arg(short, long, value_name = "DIR")]
    pub output_dir: Option<PathBuf>,
    /// The site's address, instead of the configured one
    #[arg(short = 'u', long, value_name = "URL", value_parser = not_empty)]
    pub base_url: Option<String>,
    /// Which pages.
    #[command(flatten)]
    pub pages: PageArguments,
    /// Publish into a folder that Lucarne did not make, replacing what is there
    #[arg(short, long)]
    pub force: bool,
    /// How findings are shown.
    #[command(flatten)]
    pub output: FormatArguments,
}

/// What `serve` is asked.
#[derive(Debug, Args)]
pub struct Serve {
    /// The network address to listen at (default: 127.0.0.1, this computer only)
    #[arg(short, long, value_name = "ADDRESS", default_value_t = IpAddr::V4(Ipv4Addr::LOCALHOST), hide_default_value = true)]
    pub interface: IpAddr,
    /// The port to listen at (default: 1111, or a free one when it is taken)
    #[arg(short, long)]
    pub port: Option<u16>,
    /// Which pages.
    #[command(flatten)]
    pub pages: PageArguments,
    /// Open the site in a browser
    #[arg(short = 'O', long)]
    pub open: bool,
}

/// What `check` is asked.
#[derive(Debug, Args)]
pub struct Check {
    /// Follow links to other sites as well
    #[arg(long)]
    pub external: bool,
    /// Which pages.
    #[command(flatten)]
    pub pages: PageArguments,
    /// How findings are shown.
    #[command(flatten)]
    pub output: FormatArguments,
}

/// What `explain` is asked.
#[derive(Debug, Args)]
pub struct Explain {
    /// The code between brackets in a message, like a11y.image-alt (default: the list of all)
    #[arg(value_name = "CODE")]
    pub code: Option<String>,
    /// Print all of them as Markdown, for the documentation
    #[arg(long)]
    pub markdown: bool,
}

/// What `init` is asked. What is not said is asked for when a person is there.
#[derive(Debug, Args)]
pub struct Init {
    /// The folder of the new site (default: the current one)
    #[arg(value_name = "DIR")]
    pub folder: Option<PathBuf>,
    /// The site's title
    #[arg(long, value_parser = not_empty)]
    pub title: Option<String>,
    /// The site's address, like https://example.org
    #[arg(short = 'u', long, value_name = "URL", value_parser = not_empty)]
    pub base_url: Option<String>,
    /// The language of the site: fr or en
    #[arg(long, value_name = "LANG", hide_possible_values = true)]
    pub language: Option<LanguageArgument>,
    /// Ask nothing
    #[arg(short, long)]
    pub yes: bool,
    /// Go on in a folder that is not empty (no file is ever overwritten)
    #[arg(short, long)]
    pub force: bool,
}

/// What `new` is asked.
#[derive(Debug, Args)]
pub struct New {
    /// The page's file in content/, like blog/first-article.md
    #[arg(value_name = "PATH")]
    pub path: PathBuf,
    /// The page's title (default: made from the file's name)
    #[arg(short, long, value_parser = not_empty)]
    pub title: Option<String>,
}

/// Which pages are part of the site.
#[derive(Debug, Args)]
pub struct PageArguments {
    /// With the drafts
    #[arg(long)]
    pub drafts: bool,
    /// With the pages whose date of publication is to come, and those that are past theirs
    #[arg(long)]
    pub future: bool,
}

/// How findings are shown.
#[derive(Debug, Args)]
pub struct FormatArguments {
    /// text for people, json for programs, sarif for code hosts
    #[arg(
        long,
        value_name = "FORMAT",
        default_value = "text",
        hide_default_value = true,
        hide_possible_values = true
    )]
    format: FormatArgument,
}

impl FormatArguments {
    /// The format asked for.
    pub fn format(&self) -> Format {
        match self.format {
            FormatArgument::Text => Format::Text,
            FormatArgument::Json => Format::Json,
            FormatArgument::Sarif => Format::Sarif,
        }
    }
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum FormatArgument {
    Text,
    Json,
    Sarif,
}

/// `fr` or `en`.
#[derive(Clone, Copy, Debug, ValueEnum)]
pub enum LanguageArgument {
    /// French.
    Fr,
    /// English.
    En,
}

impl From<LanguageArgument> for Language {
    fn from(argument: LanguageArgument) -> Self {
        match argument {
            LanguageArgument::Fr => Self::French,
            LanguageArgument::En => Self::English,
        }
    }
}

/// Reads the command line, and in which language to answer. What ends it there (help, version, a mistake) comes as a [`Stop`].
pub fn parse(arguments: impl IntoIterator<Item = OsString>) -> Result<(Cli, Language), Stop> {
    let arguments: Vec<OsString> = arguments.into_iter().collect();
    let language = spoken(&arguments);
    command(language)
        .try_get_matches_from(arguments)
        .and_then(|matches| Cli::from_arg_matches(&matches))
        .map(|cli| (cli, language))
        .map_err(|error| Stop::new(error, language))
}

/// The whole command line, its help in a language.
pub fn command(language: Language) -> clap::Command {
    match language {
        Language::French => french::translate(Cli::command()),
        Language::English => Cli::command(),
    }
}

/// The language of the messages: `--lang`, which must be known before help is shown or a mistake is told, else the system's.
fn spoken(arguments: &[OsString]) -> Language {
    let mut words = arguments.iter().filter_map(|word| word.to_str());
    while let Some(word) = words.next() {
        let value = match word.split_once('=') {
            Some(("--lang", value)) => Some(value),
            _ if word == "--lang" => words.next(),
            _ => None,
        };
        if let Some("fr" | "en") = value {
            return Language::detect(value);
        }
    }
    Language::detect(None)
}

fn not_empty(value: &str) -> Result<String, String> {
    let value = value.trim();
    if value.is_empty() {
        Err("empty".to_owned())
    } else {
        Ok(value.to_owned())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_command_line_is_consistent() {
        Cli::command().debug_assert();
    }

    #[test]
    fn every_help_text_exists_in_french() {
        let english = Cli::command();
        let french = command(Language::French);
        assert_ne!(text(english.get_about()), text(french.get_about()));
        for (english, french) in english.get_subcommands().zip(french.get_subcommands()) {
            assert_ne!(text(english.get_about()), text(french.get_about()));
        }
        let english = std::iter::once(&english).chain(english.get_subcommands());
        let french = std::iter::once(&french).chain(french.get_subcommands());
        for (english, french) in english.zip(french) {
            for (english, french) in english.get_arguments().zip(french.get_arguments()) {
                assert_ne!(text(english.get_help()), text(french.get_help()));
            }
        }
    }

    fn text(help: Option<&clap::builder::StyledStr>) -> String {
        help.map(ToString::to_string).unwrap_or_default()
    }

    #[test]
    fn the_language_is_known_before_the_rest() {
        let words = |line: &str| line.split(' ').map(OsString::from).collect::<Vec<_>>();
        assert_eq!(spoken(&words("lucarne --lang fr build")), Language::French);
        assert_eq!(
            spoken(&words("lucarne build --oops --lang=en")),
            Language::English
        );
    }
}
