//! The help texts in French.

use clap::{Arg, Command};

const COMMANDS: [(&str, &str); 9] = [
    (
        "lucarne",
        "Transforme des pages écrites en Markdown en un site web",
    ),
    ("build", "Fabriquer le site dans son dossier de sortie"),
    (
        "serve",
        "Voir le site dans un navigateur, refait à chaque modification",
    ),
    ("check", "Chercher les erreurs, sans rien publier"),
    (
        "explain",
        "Expliquer un message ou une règle d'après son code, ou en donner la liste",
    ),
    ("init", "Commencer un nouveau site"),
    ("new", "Ajouter une page au site"),
    (
        "completion",
        "Afficher de quoi compléter les commandes dans un terminal",
    ),
    ("man", "Afficher la page de manuel, ou celle d'une commande"),
];

/// Name of the option, what it does, and the name of its value.
const ARGUMENTS: [(&str, &str, &str); 25] = [
    (
        "root",
        "Le dossier du site (par défaut : le dossier courant, ou le plus proche au-dessus qui contient un site)",
        "DOSSIER",
    ),
    (
        "config",
        "Un autre fichier de configuration que lucarne.yaml",
        "FICHIER",
    ),
    (
        "lang",
        "La langue des messages : fr ou en (par défaut : celle du système)",
        "LANGUE",
    ),
    ("quiet", "Ne rien dire, sauf ce qui ne va pas", ""),
    ("help", "Afficher cette aide", ""),
    ("version", "Afficher la version", ""),
    (
        "output_dir",
        "Où mettre le site (par défaut : public, ou selon la configuration)",
        "DOSSIER",
    ),
    (
        "base_url",
        "L'adresse du site, par exemple https://exemple.org",
        "ADRESSE",
    ),
    ("drafts", "Avec les brouillons", ""),
    (
        "future",
        "Avec les pages dont la date de publication est à venir, et celles qui ont expiré",
        "",
    ),
    ("force", "Continuer dans un dossier qui n'est pas vide", ""),
    (
        "format",
        "text pour les personnes, json pour les programmes, sarif pour les forges de code",
        "FORMAT",
    ),
    (
        "interface",
        "L'adresse réseau à écouter (par défaut : 127.0.0.1, cet ordinateur seulement)",
        "ADRESSE",
    ),
    (
        "port",
        "Le port à écouter (par défaut : 1111, ou un port libre s'il est pris)",
        "PORT",
    ),
    ("open", "Ouvrir le site dans un navigateur", ""),
    (
        "folder",
        "Le dossier du nouveau site (par défaut : le dossier courant)",
        "DOSSIER",
    ),
    ("title", "Le titre", "TITRE"),
    ("language", "La langue du site : fr ou en", "LANGUE"),
    ("yes", "Ne rien demander", ""),
    (
        "path",
        "Le fichier de la page dans content/, par exemple blog/premier-article.md",
        "CHEMIN",
    ),
    ("shell", "bash, elvish, fish, powershell ou zsh", "TERMINAL"),
    ("command", "La commande à expliquer", "COMMANDE"),
    (
        "code",
        "Le code entre crochets d'un message, par exemple a11y.image-alt (par défaut : la liste de tous)",
        "CODE",
    ),
    (
        "markdown",
        "Les afficher tous en Markdown, pour la documentation",
        "",
    ),
    ("external", "Suivre aussi les liens vers d'autres sites", ""),
];

/// The same command line, its help in French.
pub fn translate(command: Command) -> Command {
    let is_root = command.get_name() == "lucarne";
    let about = COMMANDS
        .iter()
        .find(|(name, _)| *name == command.get_name());
    let template = if is_root {
        "{about}\n\nUtilisation : {usage}\n\nCommandes :\n{subcommands}\n\nOptions :\n{options}{after-help}"
    } else if command.get_positionals().next().is_some() {
        "{about}\n\nUtilisation : {usage}\n\nArguments :\n{positionals}\n\nOptions :\n{options}{after-help}"
    } else {
        "{about}\n\nUtilisation : {usage}\n\nOptions :\n{options}{after-help}"
    };
    let command = command
        .help_template(template)
        .mut_args(argument)
        .mut_subcommands(translate);
    match about {
        Some((_, about)) => command.about(*about),
        None => command,
    }
}

fn argument(argument: Arg) -> Arg {
    let Some((_, help, value)) = ARGUMENTS
        .iter()
        .find(|(name, ..)| argument.get_id() == name)
    else {
        return argument;
    };
    let argument = argument.help(*help);
    if value.is_empty() {
        argument
    } else {
        argument.value_name(*value)
    }
}
