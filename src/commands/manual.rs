//! `lucarne completion` and `lucarne man`: what shells and manuals are told of the command line.

use super::{Console, Status};
use crate::cli;
use lucarne::report::nearest;
use lucarne::text;

/// Prints the completions for a shell.
pub fn completion(shell: clap_complete::Shell, console: &Console) -> Status {
    let mut script = Vec::new();
    clap_complete::generate(
        shell,
        &mut cli::command(console.language()),
        "lucarne",
        &mut script,
    );
    console.print(&String::from_utf8_lossy(&script));
    Status::Fine
}

/// Prints the manual page of the program, or of one of its commands, for `man -l -`.
pub fn page(name: Option<&str>, console: &Console) -> Status {
    let mut command = cli::command(console.language());
    command.build();
    let wanted = match name {
        None => Some(&command),
        Some(name) => command.find_subcommand(name),
    };
    let Some(wanted) = wanted else {
        let name = name.unwrap_or_default();
        let names = command.get_subcommands().map(clap::Command::get_name);
        return console.refuse(&match nearest(name, names) {
            Some(near) => text!(
                fr: "« {name} » n'est pas une commande. Vouliez-vous écrire « {near} » ?",
                en: "“{name}” is not a command. Did you mean “{near}”?",
            ),
            None => {
                text!(fr: "« {name} » n'est pas une commande.", en: "“{name}” is not a command.")
            }
        });
    };
    let mut page = Vec::new();
    match clap_mangen::Man::new(wanted.clone()).render(&mut page) {
        Ok(()) => {
            console.print(&String::from_utf8_lossy(&page));
            Status::Fine
        }
        Err(_) => Status::Errors,
    }
}
